import Tool

/// Writes an archive of stored members, one after another: ZIP64 where sizes or places need it. Their time is
/// 1 January 1980, the first of the format, so that the bytes depend on the members alone.
package struct ZIPWriter: ~Copyable {
  private struct Written {
    let name: [UInt8]
    let checksum: UInt32
    let size: Int
    let offset: Int
  }

  private static let date: UInt32 = 0x0021_0000
  /// UTF-8 names.
  private static let flags: UInt16 = 1 << 11
  /// Of Unix, by version 2.0 or 4.5 of the format.
  private static let (version, version64): (UInt16, UInt16) = (20, 45)
  private static let system: UInt16 = 3 << 8
  /// A regular file that its owner may write and all may read.
  private static let attributes: UInt32 = 0o100644 << 16

  private let file: OutputFile
  /// From here on numbers take 64 bits.
  private let limit: Int
  private var entries: [Written] = []
  private var offset = 0

  /// - Parameter limit: numbers from this one on take 64 bits; another is for tests.
  package init(_ file: consuming OutputFile, limit: Int = Int(UInt32.max)) {
    self.file = file
    self.limit = limit
  }

  /// Begins a member, whose bytes follow by `write`.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package mutating func begin(
    _ name: String, size: Int, checksum: CRC32
  ) throws(ToolError) {
    let entry = Written(
      name: Array(name.utf8), checksum: checksum.value, size: size, offset: offset)
    entries.append(entry)
    var extra: [UInt8] = []
    var header: [UInt8] = []
    if size >= limit { Self.appendField([size, size], to: &extra) }
    header.append(field: ZIPEntry.localSignature)
    header.append(field: extra.isEmpty ? Self.version : Self.version64)
    appendCommon(entry, extra: extra, to: &header)
    header += entry.name + extra
    try write(header.span.bytes)
  }

  /// Writes bytes of the member.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package mutating func write(_ bytes: RawSpan) throws(ToolError) {
    try file.write(bytes)
    offset += bytes.byteCount
  }

  /// Writes the central directory, and closes the output.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package consuming func finish() throws(ToolError) {
    var bytes: [UInt8] = []
    for entry in entries {
      var extra: [UInt8] = []
      var numbers = entry.size >= limit ? [entry.size, entry.size] : []
      if entry.offset >= limit { numbers.append(entry.offset) }
      if !numbers.isEmpty { Self.appendField(numbers, to: &extra) }
      let version = extra.isEmpty ? Self.version : Self.version64
      bytes.append(field: ZIPEntry.signature)
      bytes.append(field: Self.system | version)
      bytes.append(field: version)
      appendCommon(entry, extra: extra, to: &bytes)
      // No comment, disk 0, no attributes of its kind.
      for _ in 0..<3 { bytes.append(field: UInt16(0)) }
      bytes.append(field: Self.attributes)
      bytes.append(field: short(entry.offset))
      bytes += entry.name + extra
    }
    appendEnd(directorySize: bytes.count, to: &bytes)
    try file.write(bytes.span.bytes)
    try file.finish()
  }

  /// What the headers of a member have in common, from the flags on.
  private func appendCommon(_ entry: Written, extra: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(field: Self.flags)
    bytes.append(field: UInt16(0))
    bytes.append(field: Self.date)
    bytes.append(field: entry.checksum)
    bytes.append(field: short(entry.size))
    bytes.append(field: short(entry.size))
    bytes.append(field: UInt16(entry.name.count))
    bytes.append(field: UInt16(extra.count))
  }

  private func appendEnd(directorySize size: Int, to bytes: inout [UInt8]) {
    let place = offset + size
    let isLarge = offset >= limit || size >= limit || entries.count >= Int(UInt16.max)
    if isLarge {
      bytes.append(field: UInt32(0x0606_4B50))
      bytes.append(field: UInt64(44))
      bytes.append(field: Self.system | Self.version64)
      bytes.append(field: Self.version64)
      bytes.append(field: UInt64(0))
      for number in [entries.count, entries.count, size, offset] {
        bytes.append(field: UInt64(number))
      }
      bytes.append(field: UInt32(0x0706_4B50))
      bytes.append(field: UInt32(0))
      bytes.append(field: UInt64(place))
      bytes.append(field: UInt32(1))
    }
    bytes.append(field: UInt32(0x0605_4B50))
    bytes.append(field: UInt32(0))
    let count = isLarge ? UInt16.max : UInt16(entries.count)
    bytes.append(field: count)
    bytes.append(field: count)
    bytes.append(field: isLarge ? UInt32.max : UInt32(size))
    bytes.append(field: isLarge ? UInt32.max : UInt32(offset))
    bytes.append(field: UInt16(0))
  }

  private static func appendField(_ numbers: [Int], to extra: inout [UInt8]) {
    extra.append(field: ZIP64Field.tag)
    extra.append(field: UInt16(8 * numbers.count))
    for number in numbers { extra.append(field: UInt64(number)) }
  }

  private func short(_ number: Int) -> UInt32 {
    number >= limit ? ZIPEntry.elsewhere : UInt32(number)
  }
}
