import Networks
import TensorIO
import Tool
import VAE

/// Checks the operands `MODEL [FILE]`: standard input can be one of the two.
///
/// - Throws: `ToolError` with the status `usage`.
package func checkModelOperand(_ operands: [String]) throws(ToolError) {
  let stream = operands.count > 1 ? operands[1] : "-"
  if operands[0] == "-", stream == "-" {
    throw ToolError(.usage, "-", "standard input cannot be both the model and the stream")
  }
}

extension ModelFile {
  /// Reads the model of the operands `MODEL [FILE]`.
  ///
  /// - Parameter output: that of `-o`. The model may not be replaced by what is made with it.
  /// - Throws: `ToolError` with the status `usage`, `noInput` or `badData`.
  package init(operands: [String], output: String?) throws {
    try checkModelOperand(operands)
    try checkKept(operands[0], "MODEL", output: output)
    try self.init(path: operands[0]) { frame in
      do {
        return try ModelFile(frame)
      } catch let error as VAEError where frame["@model"] == nil && frame.kind == nil {
        throw VAEError("\(error.description); MODEL comes first")
      }
    }
  }
}
