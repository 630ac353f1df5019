import Foundation
import TensorIO
import Testing
import ToolSandbox

/// The rows of options of `vae-fit`: what they say is said everywhere.
@Suite struct VaeFitOptionTests {
  /// The long names of the options, as the help has them.
  static func names() throws -> [String] {
    try Sandbox().run("vae-fit --help").text.split(separator: "\n").compactMap { line in
      line.prefixMatch(of: #/ +(?:-., )?--([a-z-]+)/#).map { String($0.1) }
    }.filter { $0 != "help" }
  }

  /// The table of the man page is made of the rows; what an option is for stands in the prose too, by its long name
  /// or its short one.
  @Test func theManPageSpeaksOfEveryOption() throws {
    let page = try String(contentsOf: Checkout.manPage(of: "vae-fit"), encoding: .utf8)
    let parts = page.split(separator: #/\.\\" (begin|end) options\n/#)
    try #require(parts.count == 3)
    let prose = " " + (parts[0] + parts[2]).replacing(#/[\s,]+/#, with: " ")
    let items = parts[1].matches(of: #/Fl (.) (?:Ar \S+ )?, Fl -(\S+)/#).map(\.output)
    let names = try Self.names()
    #expect(names.count > 40)
    for name in names {
      let short = items.first { $0.2 == name }?.1
      let forms = [" -\(name) "] + (short.map { ["Fl \($0) "] } ?? [])
      #expect(forms.contains { prose.contains($0) }, "--\(name)")
    }
  }

  private static let runs: [(options: String, recorded: String?)] = [
    (
      """
      --free-bits 0.50 --corrupt mask:0.25 --binarize static --warmup 2 --optimizer sgd:0.5 --lr 1e-4 \
      --beta 0.5 --beta-warmup 1.5 --init he --schedule constant --clip 1e1 --seed 2
      """,
      """
      --optimizer sgd:0.5,0 --warmup 2.0 --clip 10.0 --corrupt mask:0.25 --binarize static --init he \
      --beta-warmup 1.5 --free-bits 0.5
      """
    ),
    ("-m sae --sparsity kl:0.10,2 --warmup 0", "--sparsity kl:0.1,2"),
    (
      "--perceptual-weight 2 --perceptual ae.t --ms-ssim 30 --likelihood-weight .5 --start a.t",
      "--start a.t --likelihood-weight 0.5 --ms-ssim 30.0 --perceptual ae.t --perceptual-weight 2.0"
    ),
    (
      "-m categorical --temperature 1,.25 --objective capacity:1,2,3",
      "--objective capacity:1,2,3 --temperature 1,0.25"
    ),
    ("--objective elbo --optimizer adam --temperature 1,0.5 -m joint", nil),
  ]

  /// Several at once, in the order of the rows and as their values are written, whatever the command line's order and
  /// spelling; what is as without the option is left out, and so is what has a field of its own.
  @Test(arguments: runs.indices)
  func aModelKeepsOptionsInOneOrder(_ index: Int) throws {
    let box = try Sandbox.withEveryModel()
    let (options, recorded) = Self.runs[index]
    let line = "vae-fit -q -e 0 -z 2 --hidden 12"
    #expect(try box.run("\(line) few.t > a.t && \(line) \(options) few.t > b.t") == .success())
    #expect(try box.frames("b.t")[0]["@options"]?.text == recorded)
  }

  /// A preset's options are held against the others as given ones are; standard values are not.
  @Test func whatAModelNameStandsForIsRefusedToo() throws {
    let box = try Sandbox.withEveryModel()
    let message = "--sparsity: acts on the codes of an autoencoder: add --bottleneck none"
    #expect(
      try box.run("vae-fit -m sae --bottleneck gaussian few.t")
        == .failure(64, "vae-fit: \(message)"))
    #expect(
      try box.run("vae-fit -m ae --beta 1 few.t").status == 64)
    #expect(try box.run("vae-fit -q -e 0 -m ae few.t > a.t") == .success())
  }
}
