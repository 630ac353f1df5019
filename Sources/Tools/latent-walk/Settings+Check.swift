import Tool

extension Settings {
  /// Refuses options that have no meaning together.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  func check(_ operands: [String]) throws(ToolError) {
    if traverse != nil {
      if isSpherical { throw ToolError(.usage, "--spherical", "has no meaning with --traverse") }
      if inPairs { throw ToolError(.usage, "--pairs", "has no meaning with --traverse") }
    } else {
      if range != nil { throw ToolError(.usage, "--range", "has a meaning only with --traverse") }
      if latent != nil { throw ToolError(.usage, "-z", "has a meaning only with --traverse") }
    }
    guard latent != nil else { return }
    if rows != nil {
      throw ToolError(.usage, "--rows", "has no meaning with -z: there are no codes to choose from")
    }
    if let codes = operands.first {
      throw ToolError(.usage, codes, "is not read with -z, which runs around the origin")
    }
  }
}
