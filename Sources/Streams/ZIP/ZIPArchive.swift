import Found
import Spool
import Tool

/// A ZIP archive, read by its central directory (APPNOTE.TXT 6.3.10 of PKWARE, 4.3), of 32 or 64 bits.
package struct ZIPArchive {
  /// Bytes of the central directory at most, which is read at once: about 100,000 members.
  private static let directoryLimit = 16 << 20
  private static let endSize = 22
  private static let end64Size = 56
  private static let locatorSize = 20

  /// How an archive begins, and how one without members does.
  package static let start: [UInt8] = [0x50, 0x4B, 3, 4]
  package static let emptyStart: [UInt8] = [0x50, 0x4B, 5, 6]

  package let bytes: SeekableBytes
  /// The members, in the order of the directory.
  package let entries: [ZIPEntry]

  /// Where the central directory is.
  private struct Directory {
    var start: UInt64
    var size: UInt64
    var count: UInt64
    /// Where the next record begins: nothing stands between.
    var end: Int
  }

  /// - Throws: `ToolError` with the status `badData`.
  package init(_ bytes: SeekableBytes) throws(ToolError) {
    self.bytes = bytes
    let directory = try Self.directory(bytes)
    let (end, overflow) = directory.start.addingReportingOverflow(directory.size)
    guard !overflow, end == UInt64(directory.end) else {
      throw Self.fault(bytes, "the central directory is not where the end of the archive says")
    }
    guard directory.size <= UInt64(Self.directoryLimit) else {
      throw Self.fault(
        bytes,
        "a central directory of \(directory.size) bytes, the limit is \(Self.directoryLimit)")
    }
    var fields = Fields(try bytes.bytes(Int(directory.start)..<Int(end)))
    var entries: [ZIPEntry] = []
    while fields.left > 0 {
      guard let entry = ZIPEntry(&fields) else {
        throw Self.fault(bytes, "entry \(entries.count) of the central directory is damaged")
      }
      entries.append(entry)
    }
    guard UInt64(entries.count) == directory.count else {
      throw Self.fault(
        bytes, "\(entries.count) members in the central directory, its end says \(directory.count)")
    }
    self.entries = entries
  }

  /// The record at the end of the archive: at the end of the file but for a comment.
  private static func directory(_ bytes: SeekableBytes) throws(ToolError) -> Directory {
    let tailSize = min(bytes.size, endSize + Int(UInt16.max))
    let tail = try bytes.bytes(bytes.size - tailSize..<bytes.size)
    for start in stride(from: tailSize - endSize, through: 0, by: -1) {
      guard tail[start] == 0x50, tail[start + 1] == 0x4B, tail[start + 2] == 5,
        tail[start + 3] == 6,
        Int(tail[start + 20]) | Int(tail[start + 21]) << 8
          == tailSize - endSize - start
      else { continue }
      var fields = Fields(tail, at: start + 4)
      guard let disks = fields.next(UInt32.self), let onDisk = fields.next(UInt16.self),
        let count = fields.next(UInt16.self), let size = fields.next(UInt32.self),
        let offset = fields.next(UInt32.self)
      else { break }
      let place = bytes.size - tailSize + start
      // Its numbers count also where those of 32 bits would do.
      if let large = try directory64(bytes, before: place) { return large }
      guard disks == 0, onDisk == count else {
        throw fault(bytes, "the archive has several parts, expected one")
      }
      return Directory(
        start: UInt64(offset), size: UInt64(size), count: UInt64(count), end: place)
    }
    throw fault(bytes, "a zip archive without its end; it was cut, or something follows it")
  }

  /// The record of ZIP64, whose place stands in front of the one of 32 bits; nil where there is none.
  private static func directory64(
    _ bytes: SeekableBytes, before place: Int
  ) throws(ToolError) -> Directory? {
    guard place >= locatorSize + end64Size else { return nil }
    let start = place - locatorSize - end64Size
    var fields = Fields(try bytes.bytes(start..<place))
    guard fields.next(UInt32.self) == 0x0606_4B50 else { return nil }
    guard fields.next(UInt64.self) == UInt64(end64Size - 12), fields.next(UInt32.self) != nil,
      fields.next(UInt64.self) == 0, let onDisk = fields.next(UInt64.self),
      let count = fields.next(UInt64.self), let size = fields.next(UInt64.self),
      let offset = fields.next(UInt64.self), fields.next(UInt32.self) == 0x0706_4B50,
      fields.next(UInt32.self) == 0, fields.next(UInt64.self) == UInt64(start),
      fields.next(UInt32.self) == 1, onDisk == count
    else { throw fault(bytes, "the ZIP64 end of the archive is damaged") }
    return Directory(start: offset, size: size, count: count, end: start)
  }

  /// The error for an archive that is damaged.
  static func fault(_ bytes: SeekableBytes, _ message: String) -> ToolError {
    ToolError(.badData, bytes.name, message)
  }
}
