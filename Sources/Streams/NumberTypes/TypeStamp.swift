package import TensorIO

/// The stamp `@dtype`: the types that tensors had in the file that they come from, where the stream has them in a wider
/// one. It is a line for each: the tensor's name, a blank and the type's name.
package struct TypeStamp {
  private let types: [String: NumberType]

  /// The stamp of a frame. Types that are not known here are passed over: their numbers stay in the type of the stream.
  ///
  /// Returns nil for a stamp that is no such lines.
  package init?(_ frame: Frame) {
    guard let stamp = frame[Frame.typesField] else {
      types = [:]
      return
    }
    guard let lines = stamp.text?.split(separator: "\n") else { return nil }
    var types: [String: NumberType] = [:]
    for line in lines {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 2, !words.contains("") else { return nil }
      types[words[0]] = NumberType(rawValue: words[1])
    }
    self.types = types
  }

  /// The type in which a tensor leaves; nil for text. A stamp that does not go with the type that the tensor has is of
  /// numbers that are there no more: a program has made others under the name.
  package func type(of tensor: Tensor) -> NumberType? {
    if let type = types[tensor.name], type.widened == tensor.elementType { return type }
    return NumberType(tensor.elementType)
  }

  /// The metadata for tensors of these types; none where the stream has them all.
  package static func tensors(_ types: [(name: String, type: NumberType)]) -> [Tensor] {
    let lines = types.filter { !$0.type.isPlain }.map { "\($0.name) \($0.type.name)\n" }
    return lines.isEmpty ? [] : [Tensor(Frame.typesField, text: lines.joined())]
  }
}
