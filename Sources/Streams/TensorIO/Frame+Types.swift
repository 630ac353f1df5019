extension Frame {
  /// The metadata that say what types tensors had in a file of another format, where the stream has them in a wider
  /// one: utf8, a line for each, its name, a blank and the name of the type, such as `x float16`.
  public static let typesField = "@dtype"

  /// The tensors of other names than these, which are made anew: what `typesField` says of those goes too.
  public func tensors(without names: [String]) -> [Tensor] {
    tensors.compactMap { tensor in
      if names.contains(tensor.name) { return nil }
      guard tensor.name == Self.typesField, let text = tensor.text else { return tensor }
      let lines = text.split(separator: "\n")
      let kept = lines.filter { line in !names.contains { line.hasPrefix("\($0) ") } }
      if kept.count == lines.count { return tensor }
      return kept.isEmpty ? nil : Tensor(tensor.name, text: kept.map { "\($0)\n" }.joined())
    }
  }
}
