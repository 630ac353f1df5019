import Spool
import Tool

/// The bytes of an array's file, in order, and where they can be sought.
protocol ArraySource: AnyObject {
  /// The name for diagnostics.
  var name: String { get }
  /// Bytes that are left; nil of a pipe.
  var left: Int? { get }
  /// Fills a buffer with the next bytes, and returns their number: 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int
  /// All that is left, to be read at any place; it is checked where there is a checksum. Nothing is read in order
  /// after that.
  ///
  /// - Parameter folder: where a temporary file is made if there must be one.
  func rest(in folder: String) throws(ToolError) -> (bytes: SeekableBytes, start: Int)
}

extension ArraySource {
  /// The next bytes: fewer only at the end. Memory is taken as they come.
  func next(_ count: Int) throws(ToolError) -> [UInt8] {
    try [UInt8](count, from: { buffer throws(ToolError) in try read(into: buffer) })
  }
}

/// A file or a pipe that is one array.
final class FileSource: ArraySource {
  let name: String
  private let input: SharedInput
  /// All bytes of a file; nil of a pipe.
  private let whole: SeekableBytes?
  /// Bytes that were read to tell the kind of file, and not yet given.
  private var start: ArraySlice<UInt8>
  private var given = 0

  /// - Parameter whole: the bytes with `start`; nil of a pipe.
  init(_ input: SharedInput, whole: SeekableBytes?, start: [UInt8]) {
    name = input.file.name
    self.input = input
    self.whole = whole
    self.start = start[...]
  }

  var left: Int? { whole.map { $0.size - given } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let count = min(start.count, buffer.count)
    buffer.copyBytes(from: start.prefix(count))
    start = start.dropFirst(count)
    let found = count > 0 ? count : try input.file.read(into: buffer)
    given += found
    return found
  }

  func rest(in folder: String) throws(ToolError) -> (bytes: SeekableBytes, start: Int) {
    if let whole { return (whole, given) }
    return (
      try SeekableBytes(name: name, in: folder) { buffer throws(ToolError) in
        try read(into: buffer)
      }, 0
    )
  }
}
