import Found
import Glibc
import IDX
import Spool
internal import Tool

/// The bytes of a table, decompressed where they are gzip or zstd, which can be read from the beginning again where
/// they are in a file or a spool.
final class CSVInput {
  /// The name for diagnostics.
  let name: String
  private let input: SharedInput
  private let seekable: SeekableBytes?
  private var position = 0
  private var bytes: ByteInput?
  private var zstd: ZstdInput?
  private var isGzip = false

  /// Whether it can be read more than once.
  var isRepeatable: Bool { seekable != nil }

  /// How much of a file is read, from 0 to 1; nil of a pipe.
  var share: Double? { seekable.map { Double(position) / Double(max(1, $0.size)) } }

  /// Opens the file at `path`, or standard input for nil and `-`.
  ///
  /// - Parameter spool: the folder to which a pipe is copied; nil where it is not.
  /// - Throws: `ToolError`.
  init(_ path: String?, spool: String?) throws(ToolError) {
    let input = SharedInput(
      try InputFile(path, hint: "expected a table of text; use a pipe or name a file"))
    self.input = input
    name = input.file.name
    if let seekable = SeekableBytes(input) {
      self.seekable = seekable
    } else if let spool {
      seekable = try SeekableBytes(
        name: name, in: spool, advice: "name a roomier folder with --spool=DIR"
      ) { bytes throws(ToolError) in
        try input.file.read(into: bytes)
      }
    } else {
      seekable = nil
    }
  }

  /// Begins at the first byte.
  ///
  /// - Throws: `ToolError` with the status `badData` for what is no text.
  func begin() throws(ToolError) {
    position = 0
    let raw: ByteInput.Source = { [unowned self] bytes throws(ToolError) in try self.raw(bytes) }
    var start = [UInt8](repeating: 0, count: 4)
    var found = 0
    while found < 4 {
      let count = try start.withRawBytes { bytes throws(ToolError) in
        try raw(UnsafeMutableRawBufferPointer(rebasing: bytes[found...]))
      }
      if count == 0 { break }
      found += count
    }
    start.removeLast(4 - found)
    if start == [0x28, 0xB5, 0x2F, 0xFD] {
      zstd = try ZstdInput(name, start: start, raw)
    } else {
      var rest = start[...]
      let input = try ByteInput(name) { bytes throws(ToolError) in
        if rest.isEmpty { return try raw(bytes) }
        let count = min(rest.count, bytes.count)
        bytes.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
      }
      isGzip = input.isGzip
      bytes = consume input
    }
  }

  /// Fills `buffer` with the next bytes of the table; fewer only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    if let zstd {
      var filled = 0
      while filled < buffer.count {
        let count = try zstd.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { break }
        filled += count
      }
      return filled
    }
    let typed = buffer.bindMemory(to: UInt8.self)
    var span = typed.mutableSpan
    return try bytes?.read(&span) ?? 0
  }

  /// - Parameter start: the first bytes of the table.
  /// - Throws: `ToolError` with the status `badData` for what is no text.
  func check(_ start: some Sequence<UInt8>) throws(ToolError) {
    guard let kind = FileKind(start), !kind.isText else { return }
    throw ToolError(
      .badData, name, isGzip ? kind.refusalWithinGzip(.csv) : kind.refusal(.csv))
  }

  private func raw(_ bytes: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    guard let seekable else { return try input.file.read(into: bytes) }
    let count = min(bytes.count, seekable.size - position)
    try seekable.read(UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: position)
    position += count
    return count
  }
}
