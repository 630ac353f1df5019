package import TensorIO
package import Tool

/// What the rows of a stream are: names, types and shapes of the tensors of its first frame, but for
/// metadata and the number of rows. All frames of a stream of rows have the same.
package struct RowLayout {
  /// What one tensor has in each row.
  package struct Column {
    package let name: String
    package let elementType: ElementType
    /// The shape of a row: `[28, 28]` of images.
    package let shape: [Int]
    /// The bytes of a row.
    package let size: Int

    fileprivate var description: String {
      "\(elementType.name) \(Shape.describeRows(of: shape))"
    }
  }

  /// In the order of the first frame.
  package let columns: [Column]
  /// The stream that `columns` are from.
  private let source: String
  /// What changes the meaning of its numbers, such as their unit.
  private let stamps: [Tensor]

  /// The layout of the first frame of `input`.
  ///
  /// - Throws: `ToolError` with the status `badData` as `numericRows` does, and for a frame of nothing but
  ///   metadata.
  package init(_ frame: Frame, from input: borrowing TensorInput) throws(ToolError) {
    columns = try Self.columns(of: frame, from: input)
    source = input.name
    stamps = Self.stamps(of: frame)
  }

  /// The bytes of a row, all tensors together.
  ///
  /// Where no frame has rows, their shape may be beyond any memory: no more than 2⁶⁰ is said, so that sums
  /// with it are safe.
  package var rowSize: Int { columns.reduce(0) { min(1 << 60, $0 + min(1 << 60, $1.size)) } }

  /// Refuses rows without a number in them: a few bytes can claim 2³¹ such rows, for which a tool that copies
  /// row by row would work without end.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package func checkNumbers(from input: borrowing TensorInput) throws(ToolError) {
    if rowSize == 0 { throw input.refusal("rows of no numbers, expected at least one") }
  }

  /// Checks a later frame, of the same stream or another, and counts its rows. The order of the tensors
  /// in the frame does not matter.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package func rows(of frame: Frame, from input: borrowing TensorInput) throws(ToolError) -> Int {
    let found = try Self.columns(of: frame, from: input)
    for expected in columns {
      guard let column = found.first(where: { $0.name == expected.name }) else {
        throw input.refusal("no tensor '\(expected.name)', which the first frame of \(source) has")
      }
      guard column.elementType == expected.elementType, column.shape == expected.shape else {
        throw input.refusal(
          "\(column.description), expected \(expected.description) as in the first frame of \(source)",
          tensor: column.name)
      }
    }
    if let more = found.first(where: { column in !columns.contains { $0.name == column.name } }) {
      throw input.refusal(
        "the first frame of \(source) has no such tensor; leave it out with t-slice --drop",
        tensor: more.name)
    }
    let stamps = Self.stamps(of: frame)
    let names = (self.stamps + stamps).map(\.name)
    for name in names {
      let (own, other) = (self.stamps.first { $0.name == name }, stamps.first { $0.name == name })
      guard let own, let other, own.isIdentical(to: other) else {
        throw input.refusal(
          "\(other == nil ? "not here, but" : own == nil ? "here, but not" : "other than") in the first frame of "
            + "\(source): rows of both do not belong together",
          tensor: name)
      }
    }
    return try input.rows(of: frame)
  }

  private static func stamps(of frame: Frame) -> [Tensor] {
    frame.tensors.filter { $0.name.hasPrefix("@!") }
  }

  private static func columns(of frame: Frame, from input: borrowing TensorInput) throws(ToolError)
    -> [Column]
  {
    _ = try input.numericRows(of: frame)
    let tensors = frame.tensors.filter { !$0.isMetadata }
    if tensors.isEmpty {
      throw input.refusal("nothing but metadata, expected tensors with rows")
    }
    return tensors.map { tensor in
      let shape = Array(tensor.shape.dropFirst())
      let size = tensor.elementType.size * shape.reduce(1, *)
      return Column(
        name: tensor.name, elementType: tensor.elementType, shape: shape, size: size)
    }
  }
}
