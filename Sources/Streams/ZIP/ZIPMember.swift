import Found
import Spool
import Tool

/// The bytes of a member, in order; CRC-32 and sizes are checked at its end.
package final class ZIPMember {
  private static let bufferSize = 1 << 16

  /// `FILE: 'x.npy'`.
  package let name: String
  /// Bytes that it has, decompressed.
  package let size: Int
  private let bytes: SeekableBytes
  private let entry: ZIPEntry
  /// Where its bytes are in the archive.
  private let range: Range<Int>
  /// The next byte of the archive, and bytes given so far.
  private var (place, given) = (0, 0)
  private var checksum = CRC32()
  private var inflater: RawInflater?
  /// Compressed bytes that were read and not yet used.
  private var buffer: [UInt8] = []
  private var left = 0..<0

  /// Where a stored member is in the archive; nil of a deflated one.
  package var stored: Range<Int>? { entry.method == 0 ? range : nil }

  /// - Throws: `ToolError` with the status `badData`.
  package init(_ entry: ZIPEntry, of archive: ZIPArchive) throws(ToolError) {
    let bytes = archive.bytes
    name = "\(bytes.name): \(quoted(entry.name))"
    self.bytes = bytes
    self.entry = entry
    if entry.flags & 1 != 0 { throw ToolError(.badData, name, "is encrypted, expected plain") }
    guard entry.method == 0 || entry.method == 8 else {
      throw ToolError(
        .badData, name, "compression method \(entry.method), expected 0 (stored) or 8 (deflated)")
    }
    range = try Self.place(entry, bytes, name)
    guard entry.size <= UInt64(Int.max), entry.method == 8 || entry.size == UInt64(range.count)
    else { throw ToolError(.badData, name, "its sizes are damaged") }
    size = Int(entry.size)
    place = range.lowerBound
    if entry.method == 8 {
      inflater = RawInflater()
      buffer = [UInt8](repeating: 0, count: min(Self.bufferSize, range.count))
    }
  }

  /// Checks that the local header of a member agrees with the directory, its name for one: a member that is not read
  /// could be one that should be.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  package static func check(_ entry: ZIPEntry, of archive: ZIPArchive) throws(ToolError) {
    _ = try place(entry, archive.bytes, "\(archive.bytes.name): \(quoted(entry.name))")
  }

  /// Where the bytes are, behind the local header, which must agree with the directory.
  private static func place(
    _ entry: ZIPEntry, _ bytes: SeekableBytes, _ name: String
  ) throws(ToolError) -> Range<Int> {
    let damaged = ToolError(
      .badData, name, "its header does not agree with the central directory: the archive is damaged"
    )
    let nameEnd = ZIPEntry.localSize + entry.name.count
    guard let start = Int(exactly: entry.offset), start <= bytes.size - nameEnd else {
      throw damaged
    }
    let header = try bytes.bytes(start..<start + nameEnd)
    let extraSize = Int(header[28]) | Int(header[29]) << 8
    guard Int(header[26]) | Int(header[27]) << 8 == entry.name.count,
      extraSize <= bytes.size - start - nameEnd,
      entry.agrees(
        withLocal: header, extra: try bytes.bytes(start + nameEnd..<start + nameEnd + extraSize))
    else { throw damaged }
    let first = start + nameEnd + extraSize
    guard entry.compressedSize <= UInt64(bytes.size - first) else { throw damaged }
    return first..<first + Int(entry.compressedSize)
  }

  /// Fills `output` with the next bytes, and returns their number: 0 at the end alone.
  ///
  /// - Throws: `ToolError` with the status `badData` where the member is damaged.
  package func read(into output: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let wanted = UnsafeMutableRawBufferPointer(rebasing: output.prefix(size - given))
    if wanted.isEmpty {
      try checkEnd()
      return 0
    }
    let count = inflater == nil ? try copy(into: wanted) : try inflate(into: wanted)
    checksum.add(UnsafeRawBufferPointer(rebasing: wanted.prefix(count)))
    given += count
    return count
  }

  private func copy(into output: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    try bytes.read(output, at: place)
    place += output.count
    return output.count
  }

  /// Decompresses at least one byte.
  private func inflate(into output: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    while true {
      if let count = try step(into: output) {
        if count > 0 { return count }
      } else {
        throw damaged("ends after \(given) bytes, its header says \(size)")
      }
    }
  }

  /// The deflate data end where the bytes and the member do.
  private func checkEnd() throws(ToolError) {
    // The last block may have nothing left but its end, or not be the last.
    var more: UInt8 = 0
    while inflater?.isComplete == false {
      let produced = try withUnsafeMutableBytes(of: &more) { byte throws(ToolError) in
        try step(into: byte)
      }
      guard let produced else { throw damaged("its deflate data end early") }
      if produced > 0 { throw damaged("is longer than its header says, \(size) bytes") }
    }
    let unused = left.count + (inflater == nil ? 0 : range.upperBound - place + unusedByInflater)
    if unused > 0 { throw damaged("\(unused) bytes follow its deflate data") }
    if checksum.value != entry.checksum { throw damaged("wrong CRC-32: it is damaged") }
  }

  private var unusedByInflater: Int { inflater?.unused ?? 0 }

  /// Decompresses once, and returns the number of bytes; nil at the end of the deflate data.
  private func step(into output: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int? {
    if inflater?.isComplete != false { return nil }
    if left.isEmpty {
      left = 0..<min(buffer.count, range.upperBound - place)
      try buffer.withRawBytes { buffer throws(ToolError) in
        try bytes.read(UnsafeMutableRawBufferPointer(rebasing: buffer[left]), at: place)
      }
      place += left.count
    }
    guard
      let (consumed, produced) = buffer.withUnsafeBytes({
        inflater?.inflate(UnsafeRawBufferPointer(rebasing: $0[left]), into: output) ?? nil
      })
    else { throw damaged("its deflate data are damaged") }
    left = left.dropFirst(consumed)
    let isStuck = consumed == 0 && produced == 0 && inflater?.isComplete == false
    return isStuck ? nil : produced
  }

  private func damaged(_ message: String) -> ToolError { ToolError(.badData, name, message) }
}
