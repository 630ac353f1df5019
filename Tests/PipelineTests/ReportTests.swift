import Foundation
import Testing
import ToolSandbox

/// `report.sh` writes a whole page for each kind of model.
@Suite(.enabled(if: Checkout.has("python3"))) struct ReportTests {
  /// A model, the options that make it, and how many of the ten parts have a picture.
  @Test(arguments: [
    ("ae", "-m ae -z 3", 6), ("cvae", "-m cvae -z 3", 10), ("plane", "-z 2", 10),
    ("vq", "-m vq -z 3 --codes 16 --code-size 4", 8),
    ("categorical", "-m categorical -z 3 --categories 5", 8),
    ("joint", "-m joint -z 3 --variables 2 --categories 5", 9),
    ("conv", "--encoder conv:3,5 -z 3", 10),
  ])
  func everyKindOfModel(_ name: String, _ options: String, _ pictures: Int) throws {
    let box = try PictureScriptTests.open()
    let run = try box.run(
      """
      vae-fit -q -e 2 --hidden 12 \(options) --log log -o \(name).t labelled.t &&
        \(Workshop.pipelines)/report.sh \(name).t labelled.t log > page.html
      """)
    #expect(run == .success())
    try expectWhole(box, pictures: pictures)
  }

  @Test func colourImages() throws {
    let box = try PictureScriptTests.open()
    let run = try box.run(
      """
      pnm2t --tile 32x32 sheet.ppm > data.t
      \(Workshop.pipelines)/report.sh colour.t data.t > page.html
      """)
    #expect(run == .success())
    try expectWhole(box, pictures: 9)
  }

  /// Names of files are text, whatever is in them; and there need be no labels, no log and few rows.
  @Test func oddNamesAndFewRows() throws {
    let box = try PictureScriptTests.open()
    let run = try box.run(
      """
      mv model.t '<b>|&[.t'; t-slice -n 2 train.t > '"d".t'
      \(Workshop.pipelines)/report.sh '<b>|&[.t' '"d".t' > page.html
      """)
    #expect(run == .success())
    try expectWhole(box, pictures: 9)
    let page = String(decoding: try box.read("page.html"), as: UTF8.self)
    #expect(page.contains("What &lt;b&gt;|&amp;[.t has learnt") && page.contains("&quot;d&quot;.t"))
    #expect(page.contains("Left out: there is no log of the training."))
  }

  /// A row that single precision cannot hold makes means infinite, which are figures; the bars of the KL divergence
  /// are left out, and one line tells of the row.
  @Test func aRowBeyondSinglePrecision() throws {
    let box = try PictureScriptTests.open()
    let run = try box.run(
      """
      set -e
      t-slice -n 50 --tensors x train.t | t2tsv | awk '{ for (k = 1; k <= NF; k++) $k /= 255 } 1' OFS='\t' > rows
      tsv2t --tensor x --shape 28x28 rows > clean.t
      awk 'NR == 8 { for (k = 1; k <= NF; k++) $k = k % 3 ? 1e30 : -1e30 } 1' OFS='\t' rows |
        tsv2t --tensor x --shape 28x28 > dirty.t
      vae-fit -q -e 2 -z 3 --hidden 12 --likelihood gaussian:0.06 clean.t > g.t
      \(Workshop.pipelines)/report.sh g.t dirty.t > page.html
      """)
    let told =
      "vae-score: dirty.t: 1 of 50 rows is beyond single precision and is scored -inf (costs inf), as are the "
      + "means; the first is row 7 (1e+30): scale the data\n"
    #expect(run.status == 0 && run.errors == told)
    let page = String(decoding: try box.read("page.html"), as: UTF8.self)
    #expect(page.contains("<dt>KL divergence</dt><dd>inf</dd>"))
    #expect(page.contains("Left out: dirty.t: the KL divergence is infinite"))
    #expect(
      try box.run("\(Workshop.pipelines)/kl.sh g.t dirty.t kl.png")
        == .failure(
          65, "kl.sh: dirty.t: the KL divergence is infinite: a row is beyond single precision"))
  }

  @Test func nothingIsWrittenWithoutAModel() throws {
    let box = try PictureScriptTests.open()
    let run = try box.run("\(Workshop.pipelines)/report.sh none.t labelled.t")
    #expect(run == .failure(66, "t-info: none.t: cannot open: no such file or directory"))
  }

  /// A table of something else in the place of the log.
  @Test func whatIsNoLogIsRefused() throws {
    let box = try Workshop.open()
    let run = try box.run("\(Workshop.pipelines)/report.sh model.t test.t people.csv")
    #expect(
      run
        == .failure(
          65, "report.sh: people.csv: is no log of vae-fit: its first column is not 'epoch'"))
  }

  /// A browser as narrow as it can be, 500 pixels, lays the page out without a scroll bar below, and
  /// decodes every picture.
  @Test(.enabled(if: Checkout.has("chromium"), "chromium is not installed"))
  func layout() throws {
    let box = try PictureScriptTests.open()
    let run = try box.run(
      """
      set -e
      \(Workshop.pipelines)/report.sh model.t labelled.t > page.html
      sed 's|</body>|<script>document.title = [document.documentElement.scrollWidth <= innerWidth,\\
        [...document.images].every(i => i.naturalWidth > 0 \\&\\& i.width <= innerWidth)]</script>&|' \
        page.html > measured.html
      HOME=$PWD timeout 60 chromium --headless --no-sandbox --disable-gpu --window-size=500,900 \
        --dump-dom "file://$PWD/measured.html" 2> browser.log | grep -o '<title>.*</title>'
      """)
    #expect(run.text == "<title>true,true</title>\n", "\(run.errors)")
  }

  /// The page is balanced, refers to nothing outside, has a text for every picture, and a picture or a
  /// sentence in each of its ten parts.
  private func expectWhole(_ box: Sandbox, pictures: Int) throws {
    try box.write("check.py", Array(Self.check.utf8))
    let run = try box.run("/usr/bin/python3 check.py page.html")
    #expect(run == .success(Array("\(pictures) \(10 - pictures)\n".utf8)))
  }

  private static let check = """
    import sys
    from html.parser import HTMLParser

    class Page(HTMLParser):
        open, pictures, missing = [], 0, 0

        def handle_starttag(self, tag, attributes):
            values = dict(attributes)
            assert tag not in ("script", "link", "iframe"), tag
            for name in ("src", "href"):
                assert values.get(name, "data:").startswith("data:"), values[name][:80]
            if tag == "img":
                assert values["alt"].strip() and len(values["src"]) > 1000
                self.pictures += 1
            self.missing += values.get("class") == "missing"
            if tag not in ("meta", "img"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag, (tag, self.getpos())

    page = Page(convert_charrefs=True)
    text = open(sys.argv[1], encoding="utf-8").read()
    assert text.startswith("<!DOCTYPE html>") and "://" not in text
    page.feed(text)
    page.close()
    assert page.open == [], page.open
    print(page.pictures, page.missing)
    """
}
