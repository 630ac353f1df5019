import Foundation
import Testing
import ToolSandbox

/// Every command line that the help, the man pages and the README show works as it stands.
@Suite struct ExampleTests {
  @Test(arguments: helpExamples + manPageExamples)
  func examplesOfTools(_ line: String) throws {
    try expectSuccess(line)
  }

  /// In one folder and in order, as a newcomer types them: later ones use what earlier ones made.
  @Test func examplesOfTheREADME() throws {
    let box = try Workshop.open()
    for line in Self.readmeExamples { try expectSuccess(line, in: box) }
  }

  @Test func thereAreExamples() {
    #expect(Self.helpExamples.count == 2 * Checkout.tools.count)
    #expect(Self.manPageExamples.count >= Self.helpExamples.count)
    #expect(
      Self.readmeExamples.contains("latent-sample -n 64 | vae-decode model.t | t2pgm > grid.pgm"))
  }

  private func expectSuccess(_ line: String, in box: Sandbox? = nil) throws {
    let box = try box ?? Workshop.open()
    let outcome = try box.run("set -o pipefail\n\(line)")
    #expect(outcome.status == 0, "\(line): \(outcome.errors)")
    for (suffix, format) in [(".pgm", "PGM raw"), (".ppm", "PPM raw")] {
      for picture in try box.files() where picture.hasSuffix(suffix) {
        #expect(try box.run("pamfile \(picture)").text.contains(format))
      }
    }
  }

  static let helpExamples = Checkout.tools.flatMap { tool in
    let help = (try? Sandbox().run("\(tool) --help").text) ?? ""
    return help.split(separator: "\n").suffix(2).map { String($0.dropFirst(2)) }
  }

  /// The displayed lines that begin with a tool's name, as command lines do and formulas do not.
  static let manPageExamples = Checkout.tools.flatMap { tool in
    let page = (try? String(contentsOf: Checkout.manPage(of: tool), encoding: .utf8)) ?? ""
    return page.split(separator: "\n").filter { $0.hasPrefix(".Dl ") }.map { $0.dropFirst(4) }
      .filter(beginsWithATool).map(String.init)
  }

  /// The indented or fenced lines that begin with a tool's name; a line that ends in `|` or `\`
  /// goes on in the next.
  static let readmeExamples = {
    let path = Checkout.root.appending(path: "README.md")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    let joined = text.replacing("|\n", with: "| ").replacing("\\\n", with: " ")
    return joined.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter(beginsWithATool)
  }()

  private static func beginsWithATool(_ line: some StringProtocol) -> Bool {
    Checkout.tools.contains { line.hasPrefix("\($0) ") }
  }
}
