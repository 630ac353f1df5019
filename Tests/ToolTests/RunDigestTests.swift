import Foundation
import Testing
import ToolSandbox

/// Runs of every kind end in the bytes that they ended in before: models, checkpoints and latents of
/// `Tests/Compatibility/runs.txt`, on each instruction set that the processor has.
///
/// Where a change of arithmetic or of a format is wanted, `runs.sh` writes the digests anew, and CHANGELOG says so.
@Suite struct RunDigestTests {
  private static let folder = Checkout.root.appending(path: "Tests/Compatibility")

  #if arch(x86_64)
    private static let paths = ["v3"] + (InstructionSetTests.hasV4 ? ["v4"] : [])
  #else
    private static let paths = [""]
  #endif

  @Test(arguments: paths)
  func runsEndInTheSameBytes(_ path: String) throws {
    let file = Self.folder.appending(path: "run-digests.tsv")
    let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let run = try Sandbox().run(
      Self.folder.appending(path: "runs.sh").path,
      environment: path.isEmpty ? [:] : ["VAE_ISA": path])
    #expect(run.status == 0 && run.errors == "")
    let found = run.text.split(separator: "\n")
    #expect(found.count == expected.count && expected.count >= 40)
    for (found, expected) in zip(found, expected) { #expect(found == expected) }
  }
}
