import Foundation
import TensorIO
import Testing
import ToolSandbox

/// The reader and the writer in Python as filters.
@Suite(.enabled(if: ModelFormatTests.hasNumPy, "python3 has no NumPy"))
struct PythonScriptTests {
  /// A reader that has closed ends them as it ends the tools: by SIGPIPE, and without a word.
  @Test(arguments: ["", "trap '' PIPE; "], ["read_t.py t.t", "write_t.py x=x.npy"])
  func aClosedPipeIsNoError(_ before: String, _ line: String) throws {
    let box = try Sandbox()
    let setup = try box.run(
      "tsv2t --tensor x <<< $'1\\t2' > t.t && t2npy t.t > x.npy && mkfifo pipe")
    #expect(setup == .success())
    let formats = Checkout.root.appending(path: "formats").path
    let closed = "exec 3<> pipe 4> pipe 3<&-; \(before)"
    #expect(
      try box.run(
        "\(closed)python3 '\(formats)'/\(line) >&4", environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        == Outcome(status: 141))
  }
}
