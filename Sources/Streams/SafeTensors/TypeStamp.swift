import TensorIO

/// The stamp `@dtype`: a line for each tensor that was widened, its name, a blank and the type that it had in a
/// file of another format, `x float16`. A writer gives that type back.
struct TypeStamp {
  static let name = "@dtype"

  private let types: [String: SafeTensorsType]

  /// The stamp of a frame. Types that are not known here are passed over: the elements are written as they are.
  init(_ frame: Frame) {
    let lines = frame[Self.name]?.text?.split(separator: "\n") ?? []
    var types: [String: SafeTensorsType] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 2 else { continue }
      types[String(words[0])] = SafeTensorsType.allCases.first { $0.stampName == words[1] }
    }
    self.types = types
  }

  /// The type in which a tensor is written; nil for text. A stamp that does not go with the tensor's present type
  /// is that of another: a program has made new numbers under the name.
  func type(of tensor: Tensor) -> SafeTensorsType? {
    if let type = types[tensor.name], type.widened == tensor.elementType { return type }
    return SafeTensorsType(tensor.elementType)
  }

  /// The metadata for tensors of these types; none where nothing is widened.
  static func tensors(_ types: [(name: String, type: SafeTensorsType)]) -> [Tensor] {
    let lines = types.filter { !$0.type.isPlain }.map { "\($0.name) \($0.type.stampName)\n" }
    return lines.isEmpty ? [] : [Tensor(name, text: lines.joined())]
  }
}
