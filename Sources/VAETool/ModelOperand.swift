import Tool

/// Checks the operands `MODEL [FILE]`: standard input can be one of the two.
///
/// - Throws: `ToolError` with the status `usage`.
package func checkModelOperand(_ operands: [String]) throws(ToolError) {
  let stream = operands.count > 1 ? operands[1] : "-"
  if operands[0] == "-", stream == "-" {
    throw ToolError(.usage, "-", "standard input cannot be both the model and the stream")
  }
}
