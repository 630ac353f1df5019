import TensorIO
import Testing
import ToolSandbox

/// The progress line, shown with `vae-fit` under a terminal that `script` makes.
@Suite(.enabled(if: Checkout.has("script"))) struct ProgressTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    let pixels = (0..<64 * 9).map { UInt8($0 % 2 * 255) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [64, 3, 3], pixels)])])
  }

  func onTerminal(_ line: String) throws -> String {
    try box.run("script -qec '\(line)' /dev/null < /dev/null").text
      .replacing(Sandbox.verdict, with: "")
  }

  let fit = "vae-fit -z 2 --hidden 4 -e 20000 -o model.t in.t"

  @Test func aTerminalSeesOneLineRewritten() throws {
    let text = try onTerminal(fit)
    let lines = text.replacing("\r\n", with: "").split(separator: "\r")
      .filter { $0.contains { $0 != " " } }
    #expect(lines.count > 3)
    #expect(lines.dropLast().allSatisfy { $0.contains("%  epoch ") })
    #expect(lines.dropLast(2).allSatisfy { $0.contains(" left") })
    #expect(text.hasSuffix("\r\n"))
    #expect(!text.contains("\u{1B}"), "no escape sequences, whatever NO_COLOR says")
  }

  @Test func theLineIsNoWiderThanTheTerminal() throws {
    let text = try onTerminal("stty cols 30; \(fit)")
    let lines = text.replacing("\r\n", with: "").split(separator: "\r")
    #expect(lines.count > 2 && lines.dropLast().allSatisfy { $0.count <= 29 })
  }

  /// The line of an epoch has the validation of the one before; one line of summary stays.
  @Test(arguments: [
    ("", "LOSS"), ("--validate in.t", "LOSS, validation LOSS"),
    (
      "--validate in.t --patience 100000",
      "LOSS, validation LOSS; kept epoch [0-9]+, validation LOSS"
    ),
  ])
  func aSummaryStays(_ options: String, _ losses: String) throws {
    let text = try onTerminal("\(fit) \(options)")
    let lines = shown(text)
    #expect(lines.count == 2 && lines.last == "", "\(lines)")
    let form = "20000 epochs in [0-9.]+ (s|min( [0-9]+ s)?): loss \(losses)"
    let summary = try Regex(form.replacing("LOSS", with: "[0-9]+\\.[0-9][0-9]"))
    #expect(lines[0].wholeMatch(of: summary) != nil, "\(lines)")
    let note = #/epoch \d+/20000  loss \d+\.\d\d  validation \d+\.\d\d  /#
    #expect(text.contains(note) == options.contains("--validate"))
  }

  /// A run that goes on counts its own epochs, and one without epochs has nothing to tell.
  @Test func theSummaryIsOfTheRunAtHand() throws {
    #expect(
      try box.run("vae-fit -q -e 3 -z 2 --hidden 4 --checkpoint c.t in.t > model.t") == .success())
    #expect(
      shown(try onTerminal("vae-fit -e 5 --resume c.t -o model.t in.t"))[0].wholeMatch(
        of: #/epochs 4 to 5 in [0-9.]+ s: loss \d+\.\d\d/#) != nil)
    #expect(try onTerminal("vae-fit --resume c.t -o model.t in.t") == "")
    #expect(try onTerminal("vae-fit -e 0 -o model.t in.t") == "")
    #expect(
      shown(try onTerminal("vae-fit -e 1 -z 2 -o model.t in.t"))[0].hasPrefix("1 epoch in "))
  }

  @Test(arguments: [
    "vae-fit -q -z 2 --hidden 4 -e 9 -o model.t in.t",
    "vae-fit -z 2 --hidden 4 -e 9 -o model.t in.t 2>&1 | cat",
  ])
  func otherwiseThereIsNone(_ line: String) throws {
    #expect(try onTerminal(line) == "")
  }

  /// What a terminal shows in the end, with blanks at the ends of lines taken off: a carriage return goes back to
  /// the first column, and what follows is written over what was there.
  private func shown(_ text: String) -> [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map
    { line in
      var cells: [Character] = []
      for part in line.split(separator: "\r") {
        cells.replaceSubrange(0..<min(cells.count, part.count), with: part)
      }
      while cells.last == " " { cells.removeLast() }
      return String(cells)
    }
  }

  /// Lines of results go to the same terminal, and none begins behind what is left of the progress line.
  @Test func resultsHaveLinesOfTheirOwn() throws {
    let rows = (0..<4000).map { Float($0 * 7919 % 4001) / 4001 }
    try box.writeStream("codes.t", [Frame([Tensor("z", shape: [1000, 4], rows)])])
    let text = try onTerminal("latent-fit --iterations 300 -o prior.t gmm:3,4,5 codes.t")
    let lines = shown(text)
    #expect(text.contains("%  gmm:3"), "there was a progress line")
    for name in ["gmm:3", "gmm:4", "gmm:5"] {
      #expect(lines.contains { $0.hasPrefix("\(name)  log-likelihood ") }, "\(name) in \(lines)")
    }
    #expect(lines.allSatisfy { !$0.contains("%") || !$0.contains("log-likelihood") }, "\(lines)")
  }

  /// So does a message, here one of a row that comes late.
  @Test func messagesHaveLinesOfTheirOwn() throws {
    let line = "(t-cat many.t; echo no stream) | vae-score -k 2000 model.t > scores"
    let lines = shown(try scoring(line))
    #expect(lines.contains { $0.hasPrefix("vae-score: standard input: ") }, "\(lines)")
  }

  /// Rows of a file have a share of it, those of a pipe a number alone.
  @Test(arguments: [
    ("vae-score -k 2000 model.t many.t > scores", "%  row "),
    ("t-cat many.t | vae-score -k 2000 model.t > scores", "row "),
  ])
  func scoringShowsRows(_ line: String, _ form: String) throws {
    let lines = try scoring(line).replacing("\r\n", with: "").split(separator: "\r")
      .filter { $0.contains { $0 != " " } }
    #expect(lines.count > 1)
    #expect(
      lines.allSatisfy {
        $0.contains(form) && $0.contains("%") == form.contains("%") || $0.hasPrefix("100%")
      })
    #expect(lines.last?.hasPrefix("100%  row 8000") == true, "\(lines)")
  }

  @Test func aQuickOrQuietToolShowsNoRows() throws {
    #expect(
      try onTerminal("vae-fit -q -z 2 --hidden 4 -o model.t in.t; vae-score model.t in.t > scores")
        == "")
    #expect(try onTerminal("vae-encode model.t in.t | vae-decode model.t > copies") == "")
    #expect(try scoring("vae-score -q -k 2000 model.t many.t > scores") == "")
  }

  /// Of pictures their number is known.
  @Test func aFolderShowsPictures() throws {
    let setup = try box.run(
      """
      set -e -o pipefail
      { printf 'P5 4096 4096 255\\n'; head -c 16777216 /dev/zero; } | pnm2t | t2png -o large.png
      mkdir in
      for i in {100..219}; do ln -s ../large.png in/$i.png; done
      """)
    #expect(setup == .success())
    let convert = "img2t --threads 1 --size 8x8 in > out.t"
    let lines = try onTerminal(convert).replacing("\r\n", with: "").split(separator: "\r")
    #expect(lines.count > 1 && lines.allSatisfy { $0.contains("%  picture ") }, "\(lines)")
    #expect(lines.dropLast().allSatisfy { $0.contains(" left") })
    #expect(lines.last?.hasPrefix("100%  picture 120") == true, "\(lines)")
    #expect(try onTerminal("img2t -q in/100.png > out.t; \(convert) -q") == "")
  }

  /// With a model, and 8,000 rows in `many.t`.
  private func scoring(_ line: String) throws -> String {
    let setup =
      "vae-fit -q -z 2 --hidden 400 -o model.t in.t; for k in {1..125}; do cat in.t; done > many.t"
    #expect(try box.run(setup) == .success())
    return try onTerminal(line)
  }
}
