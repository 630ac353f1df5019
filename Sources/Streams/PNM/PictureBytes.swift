import Found
import Tool

/// The bytes of a file or of standard input.
struct PictureBytes: ~Copyable {
  private let file: InputFile
  /// Bytes read, and which of them are not yet used.
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var range = 0..<0
  /// Bytes used so far.
  private(set) var position = 0

  /// The name for diagnostics.
  var name: String { file.name }

  /// Opens the file at `path`, or standard input for `-`.
  init(_ path: String) throws(ToolError) {
    file = try InputFile(path, hint: "expected a PGM or PPM picture; use a pipe or name a file")
  }

  /// The first bytes, as many as tell what the file is; none is used by that.
  mutating func beginning() throws(ToolError) -> ArraySlice<UInt8> {
    while range.upperBound < FileKind.prefixSize {
      let count = try file.read(into: &buffer, from: range.upperBound)
      if count == 0 { break }
      range = 0..<range.upperBound + count
    }
    return buffer[range]
  }

  /// The next byte; nil at the end.
  mutating func next() throws(ToolError) -> UInt8? {
    guard try refill() else { return nil }
    let byte = buffer[range.lowerBound]
    use(1)
    return byte
  }

  /// The next `count` bytes: fewer only at the end. Memory grows with what is there, not with
  /// what was asked for.
  mutating func next(_ count: Int) throws(ToolError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, try refill() {
      let part = range.prefix(count - bytes.count)
      bytes += buffer[part]
      use(part.count)
    }
    return bytes
  }

  /// Sees to it that there is at least one byte to use; false at the end.
  private mutating func refill() throws(ToolError) -> Bool {
    if range.isEmpty { range = 0..<(try file.read(into: &buffer, from: 0)) }
    return !range.isEmpty
  }

  private mutating func use(_ count: Int) {
    range = range.dropFirst(count)
    position += count
  }

  /// An error in the data.
  func refusal(_ message: String) -> ToolError { ToolError(.badData, name, message) }
}
