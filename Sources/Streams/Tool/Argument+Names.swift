extension Argument {
  /// Names of tensors with commas between: `x,y`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func names() throws(ToolError) -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains("") else {
      throw refused("names of tensors with commas between, such as x,y")
    }
    return names
  }
}
