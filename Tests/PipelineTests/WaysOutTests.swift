import Testing
import ToolSandbox

/// How every tool ends where its output cannot be written or its input is cut, as `pipelines/ways-out.sh`
/// finds it.
@Suite struct WaysOutTests {
  static let script = "\(Workshop.pipelines)/ways-out.sh"

  @Test(
    .enabled(if: Checkout.canStartWithoutFiles, "the thread sanitizer writes a file"),
    arguments: Checkout.tools)
  func everyWayOutIsAsItShouldBe(_ tool: String) throws {
    let outcome = try Sandbox().run("\(Self.script) \(tool)")
    #expect(outcome.status == 0 && outcome.errors == "\(tool)\n", "\(outcome.errors)")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.first == "what\ttried\tresult")
    // A full device twice, a limit, and five closed pipes.
    #expect(lines.count >= 9)
    for line in lines.dropFirst() { #expect(line.hasSuffix(": ok"), "\(line)") }
  }

  /// The script can tell: a tool of the same name that loses its output and its errors.
  @Test func aToolThatIsWrongIsFound() throws {
    let box = try Sandbox()
    try box.write("t-cat", Array("#!/bin/sh\necho oops\nexit 0\n".utf8))
    let line = "chmod +x t-cat; PATH=$PWD:$PATH \(Self.script) t-cat 2> errors"
    let outcome = try box.run(line)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("full device\tt-cat x.t > /dev/full\t0: WRONG, expected 74\n"))
    #expect(outcome.text.contains("cut\thead -c 0 x.t | t-cat -\t0: WRONG, expected 65"))
  }

  @Test func anUnknownToolIsRefused() throws {
    #expect(
      try Sandbox().run("\(Self.script) t-none")
        == .failure(64, "ways-out.sh: t-none: no such tool"))
  }
}
