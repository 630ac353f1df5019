import Found
import TensorIO
import TensorTool
import Tool

/// The tensors that are written side by side, and how many fields each has.
struct Columns {
  /// One number or name a row has a name without an index.
  private let columns: [(name: String, width: Int, isOne: Bool)]
  /// Whether the tensors are all that a frame may hold.
  private let areAll: Bool

  /// - Parameters:
  ///   - frame: the first of the stream.
  ///   - names: the tensors; nil for all in order.
  /// - Throws: `ToolError` with the status `badData` for a name that the frame lacks or that is metadata,
  ///   and where there is nothing to write.
  init(_ frame: Frame, names: [String]?, from input: borrowing TensorInput) throws(ToolError) {
    let all = frame.tensors.filter { !$0.isMetadata }
    areAll = names == nil
    let names = names ?? all.map(\.name)
    var columns: [(name: String, width: Int, isOne: Bool)] = []
    for name in names {
      guard let tensor = all.first(where: { $0.name == name }) else {
        let found = all.map { "'\($0.name)'" }.joined(separator: ", ")
        throw input.refusal("no tensor \(quoted(name)), found \(found)")
      }
      let isOne = tensor.shape.count == 1 || RowNames.areIn(tensor)
      columns.append((name, Self.width(tensor), isOne))
    }
    self.columns = columns
    guard columns.contains(where: { $0.width > 0 }) else {
      throw input.refusal("rows of no numbers, expected at least one")
    }
  }

  /// The most names in a header: where no frame has rows, a few bytes can claim any number of fields.
  private static let mostNames = 1 << 24

  /// Writes a line with the names of the fields: `y` for one number a row, `z.0`, `z.1` for several.
  ///
  /// - Throws: `ToolError`, with the status `badData` for too many.
  func writeHeader(
    to writer: inout TextWriter, from input: borrowing TensorInput
  ) throws(ToolError) {
    for column in columns where column.width > Self.mostNames {
      throw input.refusal(
        "\(column.width) numbers a row, at most \(Self.mostNames) can have names in a header",
        tensor: column.name)
    }
    for column in columns {
      if column.isOne {
        try writer.add(column.name)
      } else {
        for index in 0..<column.width { try writer.add("\(column.name).\(index)") }
      }
    }
    writer.end()
  }

  /// The tensors of a frame, in order.
  ///
  /// - Throws: `ToolError` with the status `badData` for a frame with other fields than the first.
  func tensors(of frame: Frame, from input: borrowing TensorInput) throws(ToolError) -> [Tensor] {
    let names = columns.map(\.name)
    if areAll,
      let other = frame.tensors.first(where: { !$0.isMetadata && !names.contains($0.name) })
    {
      throw input.refusal("not in the frames before", tensor: other.name)
    }
    var tensors: [Tensor] = []
    for column in columns {
      guard let tensor = frame[column.name] else {
        throw input.refusal("no tensor '\(column.name)', which the frames before have")
      }
      guard Self.width(tensor) == column.width else {
        throw input.refusal(
          "\(Self.width(tensor)) numbers a row, expected \(column.width) as in the frames before",
          tensor: column.name)
      }
      tensors.append(tensor)
    }
    return tensors
  }

  /// The fields of a row: a name is one.
  private static func width(_ tensor: Tensor) -> Int {
    RowNames.areIn(tensor) ? 1 : tensor.shape.dropFirst().reduce(1, *)
  }
}
