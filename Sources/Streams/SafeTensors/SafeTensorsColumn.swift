import Found
import NumberTypes
import TensorIO
import TensorTool
import Tool

/// A tensor of a safetensors file on its way into a stream.
struct SafeTensorsColumn {
  let entry: SafeTensorsEntry
  let type: NumberType
  /// In the stream.
  let name: String

  /// - Throws: `ToolError` with the status `badData` for what a stream cannot hold.
  init(
    _ entry: SafeTensorsEntry, as name: String, _ file: SafeTensorsFile
  ) throws(ToolError) {
    guard let type = entry.type else {
      let types = NumberType.allCases.map(\.safeTensorsName).alternatives
      throw file.refusal(
        "elements are \(quoted(entry.typeName)), expected \(types)", tensor: entry.name)
    }
    // Of metadata the frame checks it.
    guard name.hasPrefix("@") || Tensor.isRowName(name) else {
      throw file.refusal(
        "a name in a stream has 1 to 255 characters of visible ASCII; give it one with --tensors",
        tensor: entry.name)
    }
    guard entry.shape.count <= Limits.standard.rank else {
      throw file.refusal(
        "has \(entry.shape.count) dimensions, expected at most \(Limits.standard.rank)",
        tensor: entry.name)
    }
    (self.entry, self.type, self.name) = (entry, type, name)
  }

  /// The first dimension; a scalar is one row.
  var rows: Int { entry.shape.first ?? 1 }
  /// The bytes of a row in the stream, which may have wider elements.
  var rowBytes: Int { entry.rowSize / type.size * type.widened.size }
  /// The bytes of all rows in the stream.
  var bytes: Int { entry.range.count / type.size * type.widened.size }

  /// All rows, or some.
  ///
  /// - Throws: `ToolError` with the status `badData` for an element that the stream cannot hold.
  func tensor(
    _ file: SafeTensorsFile, rows: Range<Int>? = nil
  ) throws(ToolError) -> Tensor {
    let shape = rows.map { [$0.count] + entry.shape.dropFirst() } ?? entry.shape
    let rows = rows ?? 0..<self.rows
    let bytes = try file.bytes(of: entry, rows: rows)
    do {
      return try type.tensor(name, shape: shape, bytes: bytes)
    } catch {
      throw file.refusal(error.message(in: shape, after: rows.lowerBound), tensor: entry.name)
    }
  }
}
