import Found
import NumberTypes
import Spool
import TensorIO
import Tool

/// An array, read in order as rows of numbers of the stream.
final class ArrayReader {
  let header: ArrayHeader
  private let source: any ArraySource
  private let folder: String
  private var fortran: FortranRows?
  /// Rows read.
  private var position = 0

  /// The name for diagnostics.
  var name: String { source.name }
  var type: NumberType { header.type.type }

  /// The rows; nil of a scalar.
  var rows: Int? { header.shape.first }
  /// Numbers of a row; 1 of a scalar.
  private let rowCount: Int
  /// Bytes of a row in the stream.
  let rowSize: Int

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - bfloat16: whether two bytes are that.
  ///   - folder: where a temporary file is made if there must be one.
  /// - Throws: `ToolError` with the status `badData`.
  init(_ source: any ArraySource, bfloat16: Bool, folder: String) throws(ToolError) {
    self.source = source
    self.folder = folder
    header = try Self.header(source, bfloat16: bfloat16)
    rowCount = header.shape.dropFirst().reduce(1, *)
    rowSize = rowCount * header.type.type.widened.size
    if rowSize > Limits.standard.body {
      throw refusal(
        "rows of \(Shape.describe(header.shape.dropFirst())) numbers, "
          + "the limit is \(Limits.standard.body) bytes a row")
    }
    let expected = (rows ?? 1) * rowCount * type.size
    if let left = source.left, left != expected {
      throw left < expected ? cut(after: left) : surplus
    }
  }

  private static func header(
    _ source: any ArraySource, bfloat16: Bool
  ) throws(ToolError) -> ArrayHeader {
    let start = try bytes(ArrayHeader.startSize, source)
    guard start.starts(with: ArrayHeader.magic) else {
      throw ToolError(
        .badData, source.name,
        "begins with \(quoted(start.prefix(6))), expected \(quoted(ArrayHeader.magic))")
    }
    guard let lengthSize = ArrayHeader.lengthSize(version: start[6]), start[7] == 0 else {
      throw ToolError(
        .badData, source.name,
        "version \(start[6]).\(start[7]) of the format, expected 1.0, 2.0 or 3.0")
    }
    let length = try bytes(lengthSize, source).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= ArrayHeader.textLimit else {
      throw ToolError(
        .badData, source.name,
        "a header of \(length) bytes, the limit is \(ArrayHeader.textLimit)")
    }
    let text = try bytes(length, source)
    do {
      return try ArrayHeader(text: text, bfloat16: bfloat16)
    } catch {
      throw ToolError(.badData, source.name, error.message)
    }
  }

  private static func bytes(
    _ count: Int, _ source: any ArraySource
  ) throws(ToolError) -> [UInt8] {
    let bytes = try source.next(count)
    if bytes.count < count {
      throw ToolError(
        .badData, source.name,
        "ends inside its header: \(bytes.count) bytes, expected \(count); it was cut")
    }
    return bytes
  }

  /// The next rows, as a tensor; a scalar as a whole.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func tensor(_ name: String, rows count: Int) throws(ToolError) -> Tensor {
    let bytes = try littleEndian(rows: count)
    let shape = header.shape.isEmpty ? [] : [count] + header.shape.dropFirst()
    let tensor: Tensor
    do {
      tensor = try type.tensor(name, shape: shape, bytes: bytes)
    } catch {
      throw refusal(error.message(in: shape, after: position))
    }
    position += count
    return tensor
  }

  /// Checks that the array ends where its rows do, and its checksum.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func finish() throws(ToolError) {
    // That was done before any byte was read out of order.
    if header.isFortran { return }
    if try !source.next(1).isEmpty { throw surplus }
  }

  private func littleEndian(rows count: Int) throws(ToolError) -> [UInt8] {
    let wanted = count * rowCount * type.size
    var bytes: [UInt8]
    if header.isFortran {
      if fortran == nil { fortran = try openFortran() }
      bytes = try fortran?.next(count) ?? []
    } else {
      bytes = try source.next(wanted)
      if bytes.count < wanted { throw cut(after: position * rowCount * type.size + bytes.count) }
    }
    if header.type.isBigEndian { swapBytes(&bytes, size: type.size) }
    return bytes
  }

  private func openFortran() throws(ToolError) -> FortranRows {
    let (bytes, start) = try source.rest(in: folder)
    let expected = (rows ?? 1) * rowCount * type.size
    // Of a pipe nobody knew before. What follows a member has been found already.
    if source.left == nil, bytes.size != expected {
      throw bytes.size < expected ? cut(after: bytes.size) : surplus
    }
    return FortranRows(bytes, start: start, shape: header.shape, size: type.size)
  }

  private func cut(after found: Int) -> ToolError {
    refusal(
      "the data end after \(found) bytes, expected "
        + "\(Shape.describe(header.shape)) of \(type.name), "
        + "\((rows ?? 1) * rowCount * type.size) bytes; the file was cut")
  }

  private var surplus: ToolError {
    refusal(
      "bytes follow the array, \(Shape.describe(header.shape)) of \(type.name); expected its end")
  }

  private func refusal(_ message: String) -> ToolError { ToolError(.badData, name, message) }
}

/// Turns the bytes of each number around.
private func swapBytes(_ bytes: inout [UInt8], size: Int) {
  func swap<Bits: FixedWidthInteger>(_: Bits.Type) {
    bytes.withRawBytes { bytes in
      for place in stride(from: 0, to: bytes.count, by: MemoryLayout<Bits>.size) {
        let bits = bytes.loadUnaligned(fromByteOffset: place, as: Bits.self)
        bytes.storeBytes(of: bits.byteSwapped, toByteOffset: place, as: Bits.self)
      }
    }
  }
  switch size {
  case 2: swap(UInt16.self)
  case 4: swap(UInt32.self)
  case 8: swap(UInt64.self)
  default: break
  }
}
