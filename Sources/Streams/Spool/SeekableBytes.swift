import Glibc
package import Tool

/// Bytes that can be read at any place, in any order: those of a file from a place on, or of a pipe, which go to a
/// temporary file.
package final class SeekableBytes {
  private enum Source {
    case file(SharedInput, start: Int)
    case spool(SpoolFile)
  }

  /// The name for diagnostics.
  package let name: String
  /// The number of bytes.
  package let size: Int
  private let source: Source

  /// The bytes of a regular file that are not read yet; nil of a pipe and the like.
  package init?(_ input: SharedInput) {
    guard let size = input.file.remainder, size >= 0 else { return nil }
    name = input.file.name
    self.size = size
    source = .file(input, start: Int(lseek(input.file.descriptor, 0, SEEK_CUR)))
  }

  /// Copies bytes to a temporary file.
  ///
  /// - Parameters:
  ///   - name: for diagnostics.
  ///   - folder: where it is made.
  ///   - advice: what a message about a lack of room ends with.
  ///   - read: fills a buffer with the next bytes and returns their number, 0 at the end.
  /// - Throws: `ToolError`.
  package init(
    name: String, in folder: String, advice: String = roomAdvice,
    copying read: (UnsafeMutableRawBufferPointer) throws(ToolError) -> Int
  ) throws(ToolError) {
    let file = try SpoolFile(in: folder, advice: advice)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try buffer.withRawBytes { bytes throws(ToolError) in try read(bytes) }
      if count == 0 { break }
      try file.append(buffer.span.bytes.extracting(..<count))
    }
    try file.flush()
    self.name = name
    size = file.size
    source = .spool(file)
  }

  /// Fills `bytes` with what is at `offset`.
  ///
  /// - Precondition: there are as many.
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(ToolError) {
    precondition(offset >= 0 && bytes.count <= size - offset)
    switch source {
    case .spool(let file): try file.read(bytes, at: offset)
    case .file(let input, let start):
      let count: Int
      do {
        count = try Descriptor.read(bytes, from: input.file.descriptor, at: start + offset)
      } catch {
        throw ToolError(.inputOutput, name, "cannot read", errno: error.code)
      }
      if count < bytes.count {
        throw ToolError(.inputOutput, name, "became shorter while it was read")
      }
    }
  }

  /// The bytes of a range, copied.
  ///
  /// - Precondition: there are as many.
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func bytes(_ range: Range<Int>) throws(ToolError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    try bytes.withRawBytes { buffer throws(ToolError) in
      try read(buffer, at: range.lowerBound)
    }
    return bytes
  }
}
