import TensorIO
import Text
import Tool

/// An element of a tensor that is read from a field.
package protocol TableNumber: TensorElement {
  /// - Throws: `ToolError` with the status `badData` for a field that is no number of the type.
  static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> Self
}

extension UInt8: TableNumber {
  package static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> UInt8 {
    UInt8(try line.integer(field, in: 0...255))
  }
}

extension Int32: TableNumber {
  package static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> Int32 {
    Int32(try line.integer(field, in: Int64(Int32.min)...Int64(Int32.max)))
  }
}

extension Int64: TableNumber {
  package static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> Int64 {
    try line.integer(field, in: .min ... .max)
  }
}

extension Float: TableNumber {
  package static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> Float {
    try line.float(field)
  }
}

extension Double: TableNumber {
  package static func read(_ field: Int, of line: borrowing LineReader) throws(ToolError) -> Double
  {
    try line.double(field)
  }
}
