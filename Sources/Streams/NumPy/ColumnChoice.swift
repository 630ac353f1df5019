import Found
import NumberTypes
import TensorIO
import TensorTool
import Tool

/// Which tensors of a stream become arrays.
struct ColumnChoice {
  /// By name, in this order; nil for those that are usual.
  let names: [String]?
  /// Whether there can be several.
  let isArchive: Bool
  /// Whether the types stay those of the stream.
  let isWide: Bool

  /// The types that the tensors of a frame leave in.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func types(
    of frame: Frame, from input: borrowing TensorInput
  ) throws(ToolError) -> (Tensor) -> NumberType? {
    let stamp = try TypeStamp(frame, from: input)
    let isWide = isWide
    return { isWide ? NumberType($0.elementType) : stamp.type(of: $0) }
  }

  /// The tensors of the first frame.
  ///
  /// - Throws: `ToolError` with the status `badData` where there are none, or it is not clear which.
  func tensors(of frame: Frame, from input: borrowing TensorInput) throws(ToolError) -> [Tensor] {
    if let names {
      var tensors: [Tensor] = []
      for name in names {
        guard let tensor = frame[name] else {
          throw input.refusal("no tensor \(quoted(name)), found \(Self.listed(frame.tensors))")
        }
        tensors.append(tensor)
      }
      return try numbers(tensors, from: input)
    }
    let all = frame.tensors.filter { !$0.isMetadata && $0.elementType != .utf8 }
    if all.isEmpty { throw input.refusal("nothing but metadata and text, expected a tensor") }
    if isArchive { return all }
    let named = { (name: String) in all.first { $0.name == name } }
    if let usual = named("x") ?? named("z") ?? (all.count == 1 ? all[0] : nil) { return [usual] }
    throw input.refusal(
      "a .npy file holds one of \(Self.listed(all)): name it with --tensors, or take --npz")
  }

  private func numbers(
    _ tensors: [Tensor], from input: borrowing TensorInput
  ) throws(ToolError) -> [Tensor] {
    if let text = tensors.first(where: { $0.elementType == .utf8 }) {
      throw input.refusal("is text, expected numbers", tensor: text.name)
    }
    return tensors
  }

  private static func listed(_ tensors: [Tensor]) -> String {
    let names = tensors.prefix(8).map { "'\($0.name)'" }.joined(separator: ", ")
    return tensors.count > 8 ? "\(names) and \(tensors.count - 8) more" : names
  }
}
