import Found
import Spool
package import Tool

/// The bytes of a file or of standard input, decompressed where they are gzip: told by the first two
/// bytes, never by the name.
package struct ByteInput: ~Copyable {
  /// Fills a buffer with the next bytes, one at least, and returns their number, 0 at the end.
  package typealias Source = (UnsafeMutableRawBufferPointer) throws(ToolError) -> Int

  private let source: Source
  /// Of no use where the bytes are not compressed.
  private let inflater = Inflater()
  /// Bytes read and not yet used.
  private var buffer: [UInt8]
  private var range: Range<Int>
  /// Compressed bytes used so far, and whether a gzip member is open.
  private var position = 0
  private var isInMember = true

  /// The name for diagnostics.
  package let name: String

  /// Whether the bytes were compressed.
  package let isGzip: Bool

  /// Whether the file has not a byte.
  let isEmpty: Bool

  /// Opens the file at `path`, or standard input for nil and `-`.
  init(_ path: String?) throws(ToolError) {
    let input = SharedInput(
      try InputFile(path, hint: "expected IDX data; use a pipe or name a file"))
    try self.init(input.file.name) { bytes throws(ToolError) in try input.file.read(into: bytes) }
  }

  /// - Parameter name: for diagnostics.
  package init(_ name: String, _ source: @escaping Source) throws(ToolError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var start = 0
    while start < 2 {
      let count = try Self.read(source, into: &buffer, from: start)
      if count == 0 { break }
      start += count
    }
    isGzip = buffer.starts(with: [0x1F, 0x8B])
    range = 0..<start
    isEmpty = start == 0
    self.buffer = buffer
    (self.name, self.source) = (name, source)
  }

  private static func read(
    _ source: Source, into buffer: inout [UInt8], from start: Int = 0
  ) throws(ToolError) -> Int {
    try buffer.withRawBytes { bytes throws(ToolError) in
      try source(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// The next `count` bytes: fewer only at the end.
  mutating func next(_ count: Int) throws(ToolError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    let found = try read(&span)
    return Array(bytes.prefix(found))
  }

  /// Fills `span` with the next bytes. Returns how many there were: fewer only at the end.
  package mutating func read(_ span: inout MutableSpan<UInt8>) throws(ToolError) -> Int {
    try span.withUnsafeMutableBufferPointer { output throws(ToolError) in
      var filled = 0
      while filled < output.count {
        let rest = UnsafeMutableBufferPointer(rebasing: output[filled...])
        let count = isGzip ? try inflate(into: rest) : try copy(into: rest)
        if count == 0 { break }
        filled += count
      }
      return filled
    }
  }

  private mutating func copy(
    into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(ToolError) -> Int {
    guard try refill() else { return 0 }
    let count = min(range.count, output.count)
    _ = output.update(fromContentsOf: buffer[range.prefix(count)])
    use(count)
    return count
  }

  /// Decompresses at least one byte; returns 0 at the end of the last member.
  private mutating func inflate(
    into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(ToolError) -> Int {
    while true {
      if !isInMember { try skipPadding() }
      let isInputLeft = try refill()
      if !isInMember {
        if !isInputLeft { return 0 }
        try beginMember()
      }
      let (consumed, produced, isComplete) = try buffer.withUnsafeBufferPointer {
        buffer throws(ToolError) in
        do throws(Inflater.Failure) {
          return try inflater.inflate(UnsafeBufferPointer(rebasing: buffer[range]), into: output)
        } catch {
          throw failure(error)
        }
      }
      use(consumed)
      isInMember = !isComplete
      if produced > 0 { return produced }
      if isInMember, consumed == 0 {
        if isInputLeft { throw failure(.data) }
        throw refusal("gzip data end early, after \(position) bytes; the file was cut")
      }
    }
  }

  /// Passes over zero bytes behind a member: a tape or a file system may have filled up the last block with
  /// them, and another file may have been appended to that.
  private mutating func skipPadding() throws(ToolError) {
    while try refill() {
      let padding = buffer[range].prefix { $0 == 0 }.count
      use(padding)
      if !range.isEmpty { return }
    }
  }

  /// A member has ended and bytes follow: another member, or what does not belong here.
  private mutating func beginMember() throws(ToolError) {
    if buffer[range.lowerBound] != 0x1F {
      throw refusal(
        "the gzip data end before byte \(position), and \(quoted(buffer[range.prefix(2)])) follows; "
          + "expected the end, zero bytes or another gzip member")
    }
    inflater.reset()
    isInMember = true
  }

  /// Sees to it that there is at least one byte to use; false at the end of the file.
  private mutating func refill() throws(ToolError) -> Bool {
    if range.isEmpty { range = 0..<(try Self.read(source, into: &buffer)) }
    return !range.isEmpty
  }

  private mutating func use(_ count: Int) {
    range = range.dropFirst(count)
    position += count
  }

  private func failure(_ failure: Inflater.Failure) -> ToolError {
    switch failure {
    case .header: refusal("no gzip data after \(position) bytes: the header is not that of gzip")
    case .data: refusal("gzip data are damaged near byte \(position)")
    case .checksum: refusal("gzip data are damaged: wrong CRC or length near byte \(position)")
    }
  }

  /// An error in the data.
  func refusal(_ message: String) -> ToolError { ToolError(.badData, name, message) }
}
