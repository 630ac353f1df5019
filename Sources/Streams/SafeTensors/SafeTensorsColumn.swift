import Found
import TensorIO
import Tool

/// A tensor of a safetensors file on its way into a stream.
struct SafeTensorsColumn {
  let entry: SafeTensorsEntry
  let type: SafeTensorsType
  /// In the stream.
  let name: String

  /// - Throws: `ToolError` with the status `badData` for what a stream cannot hold.
  init(
    _ entry: SafeTensorsEntry, as name: String, _ file: borrowing SafeTensorsFile
  ) throws(ToolError) {
    guard let type = entry.type else {
      let types = SafeTensorsType.allCases.map(\.rawValue).alternatives
      throw file.refusal(
        "elements are \(quoted(entry.typeName)), expected \(types)", tensor: entry.name)
    }
    let isName =
      (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard isName else {
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
    _ file: borrowing SafeTensorsFile, rows: Range<Int>? = nil
  ) throws(ToolError) -> Tensor {
    let shape = rows.map { [$0.count] + entry.shape.dropFirst() } ?? entry.shape
    let rows = rows ?? 0..<self.rows
    let bytes = try file.bytes(of: entry, rows: rows)
    let wide: [UInt8]
    do {
      wide = try Widening.widen(bytes, type)
    } catch {
      let index = error.index + rows.lowerBound * (entry.rowSize / type.size)
      throw file.refusal("element \(index): \(error.message)", tensor: entry.name)
    }
    return Tensor(name, elementType: type.widened, shape: shape, bytes: wide)
  }
}
