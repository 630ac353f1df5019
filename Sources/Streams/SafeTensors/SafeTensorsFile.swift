import Found
import Spool
import Tool

/// A safetensors file that is read: its header, and its elements where one wants them.
///
/// A regular file is read where it lies. What comes through a pipe is put into a temporary file, since tensors lie one
/// behind the other and rows need the same part of each.
package struct SafeTensorsFile {
  package let header: SafeTensorsHeader
  private let bytes: SeekableBytes
  /// Where the elements begin in `bytes`.
  private let start: Int

  /// The name for diagnostics.
  package var name: String { bytes.name }

  /// Opens the file at `path`, or standard input for nil and `-`, and checks that it is whole.
  ///
  /// - Parameter folder: for what a pipe brings.
  /// - Throws: `ToolError` with the status `noInput`, `badData` for what is no such file, or `usage` for a terminal.
  package init(_ path: String?, folder: String) throws(ToolError) {
    let file = try InputFile(path, hint: "expected a safetensors file; use a pipe or name a file")
    let input = SharedInput(file)
    let whole = SeekableBytes(input)
    let start = try FileStart(input.file)
    header = start.header
    if let whole {
      (bytes, self.start) = (whole, start.size)
    } else {
      (bytes, self.start) = (try Self.spool(input, start, in: folder), 0)
    }
    try check(bytes.size - self.start)
  }

  /// The elements of some rows, as the file has them; of a scalar, its one row.
  ///
  /// - Precondition: the type is known, and the rows exist.
  func bytes(of entry: SafeTensorsEntry, rows: Range<Int>) throws(ToolError) -> [UInt8] {
    let size = entry.rowSize
    let first = start + entry.range.lowerBound
    return try bytes.bytes(first + rows.lowerBound * size..<first + rows.upperBound * size)
  }

  /// An error in the data.
  package func refusal(_ message: String, tensor: String? = nil) -> ToolError {
    let place = tensor.map { "tensor \(quoted($0)): " } ?? ""
    return ToolError(.badData, name, place + message)
  }

  /// The elements that a pipe brings.
  private static func spool(
    _ input: SharedInput, _ start: FileStart, in folder: String
  ) throws(ToolError) -> SeekableBytes {
    var rest = start.rest
    var size = 0
    return try SeekableBytes(name: input.file.name, in: folder) { buffer throws(ToolError) in
      // More than there should be is enough to know.
      if size > start.header.dataSize { return 0 }
      let count = min(rest.count, buffer.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      let found = count > 0 ? count : try input.file.read(into: buffer)
      size += found
      return found
    }
  }

  /// - Parameter found: the bytes behind the header.
  private func check(_ found: Int) throws(ToolError) {
    if found < header.dataSize {
      throw refusal("has \(found) bytes behind its header, expected \(header.dataSize): it was cut")
    }
    if found > header.dataSize {
      throw refusal("has more behind its header than the \(header.dataSize) bytes of its tensors")
    }
  }
}
