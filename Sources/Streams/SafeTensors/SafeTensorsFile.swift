import Found
import Glibc
import Spool
import Tool

/// A safetensors file that is read: its header, and its elements where one wants them.
///
/// A regular file is read where it lies. What comes through a pipe is put into a temporary file, since tensors lie one
/// behind the other and rows need the same part of each.
package struct SafeTensorsFile: ~Copyable {
  package let header: SafeTensorsHeader
  private let file: InputFile
  private let elements: Elements

  private enum Elements {
    /// Where they begin in the file.
    case inFile(start: Int)
    case inSpool(SpoolFile)
  }

  /// The name for diagnostics.
  package var name: String { file.name }

  /// Opens the file at `path`, or standard input for nil and `-`, and checks that it is whole.
  ///
  /// - Parameter folder: for what a pipe brings.
  /// - Throws: `ToolError` with the status `noInput`, `badData` for what is no such file, or `usage` for a terminal.
  package init(_ path: String?, folder: String) throws(ToolError) {
    let file = try InputFile(path, hint: "expected a safetensors file; use a pipe or name a file")
    let whole = file.remainder
    let place = Int(lseek(file.descriptor, 0, SEEK_CUR))
    let start = try FileStart(file)
    if let whole {
      try Self.check(whole - start.size, start.header, file)
      elements = .inFile(start: place + start.size)
    } else {
      elements = .inSpool(try Self.spool(file, start, in: folder))
    }
    header = start.header
    self.file = file
  }

  /// The elements of some rows, as the file has them; of a scalar, its one row.
  ///
  /// - Precondition: the type is known, and the rows exist.
  func bytes(of entry: SafeTensorsEntry, rows: Range<Int>) throws(ToolError) -> [UInt8] {
    let size = entry.rowSize
    let start = entry.range.lowerBound + rows.lowerBound * size
    let count = rows.count * size
    switch elements {
    case .inFile(let first): return try file.bytes(at: first + start, count: count)
    case .inSpool(let spool): return try spool.bytes(at: start, count: count)
    }
  }

  /// An error in the data.
  package func refusal(_ message: String, tensor: String? = nil) -> ToolError {
    let place = tensor.map { "tensor \(quoted($0)): " } ?? ""
    return ToolError(.badData, name, place + message)
  }

  private static func spool(
    _ file: borrowing InputFile, _ start: FileStart, in folder: String
  ) throws(ToolError) -> SpoolFile {
    let spool = try SpoolFile(in: folder, advice: "name a roomier folder with --temporary")
    let rest = Array(start.rest)
    try spool.append(rest.span.bytes)
    // One byte too many is enough to know.
    while spool.size <= start.header.dataSize {
      let part = try file.next(1 << 20)
      if part.isEmpty { break }
      try spool.append(part.span.bytes)
    }
    try spool.flush()
    try check(spool.size, start.header, file)
    return spool
  }

  /// - Parameter found: the bytes behind the header.
  private static func check(
    _ found: Int, _ header: SafeTensorsHeader, _ file: borrowing InputFile
  ) throws(ToolError) {
    if found < header.dataSize {
      throw ToolError(
        .badData, file.name,
        "has \(found) bytes behind its header, expected \(header.dataSize): it was cut")
    }
    if found > header.dataSize {
      throw ToolError(
        .badData, file.name,
        "has more behind its header than the \(header.dataSize) bytes of its tensors")
    }
  }
}
