import Foundation
import TensorIO
import Testing
import ToolSandbox

/// The scripts in `pipelines` that draw what is in a model.
@Suite struct PictureScriptTests {
  /// A workshop with the fixture's labelled rows in `labelled.t`, and models of each sort.
  static func open() throws -> Sandbox {
    let box = try Workshop.open()
    let setup = try box.run("mnist2t -n 200 train-images.gz train-labels.gz > labelled.t")
    #expect(setup.status == 0, "\(setup.errors)")
    return box
  }

  private func run(_ box: Sandbox, _ line: String) throws -> Outcome {
    try box.run("PATH=\(Workshop.pipelines):$PATH; \(line)")
  }

  /// The plates' sizes follow from 28 pixels for an image and the margins of `plate.gp`: 10 lines of 13
  /// images, 7 of 11, 20 of 20 without gaps, all twice as large. Plots are as large as they say.
  @Test(arguments: [
    ("traversals.sh model.t labelled.t p.png", "1056 by 718"),
    ("traversals.sh digits.t labelled.t p.png 199", "1056 by 718"),
    ("walk.sh model.t labelled.t p.png", "756 by 499"),
    ("walk.sh digits.t labelled.t p.png 3,5", "756 by 151"),
    ("manifold.sh model.t p.png 3,7", "1352 by 1260"),
    ("manifold.sh digits.t p.png 0,1 9", "1352 by 1260"),
    ("kl.sh model.t labelled.t p.png", "1120 by 760"),
    ("scatter.sh model.t labelled.t p.png", "1120 by 940"),
    ("scatter.sh model.t train.t p.png", "1120 by 940"),
    ("sheet.sh p.png -c 10 --pad 0 < labelled.t", "280 by 560"),
    ("pnm2t --tile 32x32 sheet.ppm | sheet.sh p.png -c 8 --pad 0", "PPM raw, 256 by 256"),
  ])
  func pictures(_ line: String, _ size: String) throws {
    let box = try Self.open()
    let outcome = try run(box, "set -o pipefail; \(line)")
    #expect(outcome == .success())
    #expect(try box.run("pngtopnm p.png | pamfile -allimages").text.contains(size))
  }

  /// Every plot says what its axes and colours are, in the text of an SVG.
  @Test(arguments: [
    ("kl.sh model.t labelled.t p.svg", ["KL divergence, nats per example", " of 20 active"]),
    ("scatter.sh model.t labelled.t p.svg", ["first component, ", "% of the variance", "label"]),
    ("manifold.sh model.t p.svg 3,7", ["z", "-1.5"]),
    ("traversals.sh model.t labelled.t p.svg", ["value of the dimension", "KL, nats", "-3"]),
    ("walk.sh model.t labelled.t p.svg", ["halfway"]),
    (
      "vae-fit -q -e 2 --hidden 8 --validate test.t --log l -o m.t train.t; "
        + "gnuplot -c $PIPELINES/loss-curve.gp l p.svg",
      ["epoch", "loss, nats per example", "training", "validation"]
    ),
    (
      "vae-score --at-mean --tsv model.t labelled.t | cut -f 1 > s; "
        + "t2tsv --tensors y labelled.t | paste - s > scores; histogram.sh scores 0-4 p.svg 20",
      ["normal (", "anomalous (", "AUROC ", "score"]
    ),
  ])
  func plotsAreLabelled(_ line: String, _ words: [String]) throws {
    let box = try Self.open()
    #expect(try run(box, "PIPELINES=\(Workshop.pipelines); \(line)") == .success())
    let text = try box.run("sed 's/<[^>]*>//g' p.svg").text
    for word in words { #expect(text.contains(word), "\(word)") }
  }

  /// Neighbours stay neighbours: the places come as a stream, with their labels where there are any.
  @Test(.enabled(if: Checkout.has("Rscript"), "Rscript is not installed"))
  func mapsOfNeighbours() throws {
    let box = try Self.open()
    for (data, names) in [("labelled.t", "y z"), ("train.t", "z")] {
      #expect(try run(box, "tsne.sh model.t \(data) p.png 150 > map.t") == .success())
      #expect(try box.run("pngtopnm p.png | pamfile").text.contains("1120 by 940"))
      let frame = try box.frames("map.t")[0]
      #expect(frame.tensors.map(\.name).sorted().joined(separator: " ") == names)
      #expect(frame["z"]?.shape == [150, 2])
    }
  }

  /// The bars are counted as `vae-score` counts them.
  @Test(arguments: ["model.t", "joint.t", "categorical.t"])
  func activeUnits(_ model: String) throws {
    let box = try Self.open()
    let fit = "vae-fit -q -e 2 --hidden 12 -z 3 --categories 5"
    let figures = try run(
      box,
      """
      set -e
      \(fit) -m joint --variables 2 -o joint.t labelled.t
      \(fit) -m categorical -o categorical.t labelled.t
      kl.sh \(model) labelled.t p.svg
      vae-score --mean \(model) labelled.t | awk '$1 == "active_units" { print $2 }'
      """)
    #expect(figures.status == 0, "\(figures.errors)")
    let active = figures.text.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(Int(active) != nil)
    let title = try box.run("grep -o '[0-9]* of [0-9]* active' p.svg").text
    #expect(title.hasPrefix("\(active) of "), "\(title)")
  }

  @Test(arguments: [
    (
      "manifold.sh model.t p.png", 64 as Int32,
      "manifold.sh: model.t has 20 dimensions: say which two to draw, as 0,1"
    ),
    ("manifold.sh vq.t p.png", 65, "manifold.sh: vq.t: no plane of numbers with a normal prior"),
    (
      "traversals.sh vq.t train.t p.png", 65,
      "traversals.sh: vq.t: no dimensions with a normal prior"
    ),
    (
      "kl.sh ae.t train.t p.png", 65,
      "kl.sh: ae.t: an autoencoder has no prior, and no KL divergence from it"
    ),
    ("manifold.sh one.t p.png 0", 65, "manifold.sh: one.t: z is one number, not a plane"),
    ("scatter.sh one.t train.t p.png", 65, "scatter.sh: one.t: z is one number, not a plane"),
    (
      "t-slice -n 3 train.t > few.t; tsne.sh model.t few.t p.png", 65,
      "tsne.sh: few.t: 3 rows, expected at least 4"
    ),
    ("tsv2t --tensor x table | sheet.sh p.png", 65, "sheet.sh: its rows are no images"),
    (
      "show.sh photo.png", 64, "show.sh: standard output is no terminal: open photo.png in a viewer"
    ),
    (
      "scatter.sh model.t train.t p.gif", 64,
      "scatter.sh: p.gif: expected a name that ends in .png or .svg"
    ),
  ])
  func refusals(_ line: String, _ status: Int32, _ message: String) throws {
    let box = try Self.open()
    let setup = try box.run(
      """
      set -e; fit="vae-fit -q -e 1 --hidden 4 -z 2"
      $fit -m vq --codes 4 --code-size 2 -o vq.t labelled.t; $fit -m ae -o ae.t labelled.t
      vae-fit -q -e 1 --hidden 4 -z 1 -o one.t labelled.t
      printf '1\\t2\\t3\\n' > table
      """)
    #expect(setup.status == 0, "\(setup.errors)")
    #expect(try run(box, line) == .failure(status, message))
    #expect(try box.run("ls p.*").status != 0)
  }

  /// `script` gives it a terminal, of 40 columns, which shows letters in colours.
  @Test(.enabled(if: Checkout.has("chafa") && Checkout.has("script")))
  func picturesInTheTerminal() throws {
    let box = try Self.open()
    let shown = try run(
      box, "script -qec 'show.sh photo.png - < sheet.ppm' /dev/null < /dev/null")
    #expect(shown.status == 0 && shown.text.hasPrefix("photo.png\r\n"), "\(shown.text)")
    #expect(shown.text.filter { $0 == "\u{1b}" }.count > 100)
  }

  @Test func tour() throws {
    let box = try Workshop.open()
    let tour = try run(box, "tour.sh train.gz test-images.gz test-labels.gz out/tour")
    #expect(tour.status == 0, "\(tour.errors)")
    #expect(tour.text.components(separatedBy: "\n  $ ").count == 9)
    // 16 originals above what is decoded, 8 × 8 samples, 7 legs of 10.
    for (picture, size) in [
      ("decoded", "463 by 57"), ("samples", "231 by 231"), ("walk", "289 by 202"),
      ("worst", "231 by 231"), ("map", "1120 by 940"),
    ] {
      let found = try box.run("pngtopnm out/tour/\(picture).png | pamfile -allimages").text
      #expect(found.contains(size), "\(picture): \(found)")
    }
    // The commands are what it says: typed again they make the same.
    let line = tour.text.components(separatedBy: "\n  $ ").first { $0.hasPrefix("latent-walk") }
    let command = try #require(line?.components(separatedBy: "\n").first)
    let again = try box.run(
      "cd out/tour; cp walk.png first.png; \(command); cmp walk.png first.png")
    #expect(again == .success())
  }
}
