internal import TensorIO
package import Tool

extension Argument {
  /// A name that a tensor with rows may have.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func tensorName() throws(ToolError) -> String {
    try checkTensorName(text)
    return text
  }

  /// Several of these, with commas between, each once.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func tensorNames() throws(ToolError) -> [String] {
    let names = try names()
    for name in names { try checkTensorName(name) }
    guard Set(names).count == names.count else { throw refused("each name once") }
    return names
  }

  private func checkTensorName(_ name: String) throws(ToolError) {
    guard Tensor.isRowName(name) else {
      throw refused("1 to 255 visible characters of ASCII, the first of them not @")
    }
  }
}
