import Testing
import ToolSandbox

/// The tables of what is refused and of what it takes, in small.
@Suite struct LimitScriptTests {
  @Test func mutations() throws {
    let outcome = try Sandbox().run("\(Workshop.pipelines)/mutations.sh 97")
    #expect(outcome.status == 0, "\(outcome.errors)\(outcome.text)")
    #expect(outcome.text.hasPrefix("what\ttried\tresult\n"))
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.split(separator: "\t").count == 3 })
    #expect(lines.contains { $0.hasPrefix("model.t, cuts\t") })
    #expect(lines.contains { $0.hasPrefix("images.gz, mnist2t: bits\t") })
  }

  /// A sanitizer takes more memory than any bound.
  @Test(.enabled(if: !Checkout.isSanitized)) func limits() throws {
    let outcome = try Sandbox().run("\(Workshop.pipelines)/limits.sh 4")
    #expect(outcome.status == 0, "\(outcome.errors)\(outcome.text)")
    #expect(outcome.text.hasPrefix("what\ttried\tresult\n"))
    #expect(!outcome.text.contains("EXPECTED"))
  }
}
