import Found
import NumberTypes
import TensorIO
import TensorTool
import Tool

/// A tensor of a stream that becomes an array: what its first frame says of it, and its rows so far.
struct ArrayColumn {
  let name: String
  let type: NumberType
  /// The shape of a row; nil of a scalar.
  private let rowShape: [Int]?
  private(set) var rows = 0

  /// The shape of the array.
  var shape: [Int] { rowShape.map { [rows] + $0 } ?? [] }

  /// - Parameter type: in which its numbers leave.
  init(_ tensor: Tensor, type: NumberType) {
    name = tensor.name
    self.type = type
    rowShape = tensor.shape.isEmpty ? nil : Array(tensor.shape.dropFirst())
  }

  /// The bytes of a frame's tensor, in the type in which they leave.
  ///
  /// - Parameters:
  ///   - isFirst: whether it is that of the first frame.
  ///   - type: what the frame says that its numbers were.
  /// - Throws: `ToolError` with the status `badData`.
  mutating func add(
    _ tensor: Tensor, type: NumberType?, isFirst: Bool, from input: borrowing TensorInput,
    _ use: (RawSpan) throws(ToolError) -> Void
  ) throws(ToolError) {
    guard let rowShape else {
      if !isFirst { throw input.refusal("a scalar in more than one frame", tensor: name) }
      return try self.type.write(tensor, from: input, remedy: "--wide", use)
    }
    guard type == self.type, tensor.shape.first != nil, tensor.shape.dropFirst() == rowShape[...]
    else {
      throw input.refusal(
        "\(type?.name ?? "text") \(tensor.shapeDescription), expected \(self.type.name) "
          + "\(Shape.describeRows(of: rowShape)) as in the first frame", tensor: name)
    }
    try self.type.write(tensor, after: rows, from: input, remedy: "--wide", use)
    rows += tensor.shape[0]
  }
}
