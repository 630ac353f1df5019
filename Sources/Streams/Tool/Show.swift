import Glibc

/// Writes a text to standard output.
///
/// - Throws: `ToolError` with the status `inputOutput`.
package func show(_ text: String) throws(ToolError) {
  do {
    try Descriptor.write(text, to: STDOUT_FILENO)
  } catch {
    throw ToolError(.inputOutput, "standard output", "cannot write", errno: error.code)
  }
}
