import Glibc
package import Tool

/// A temporary file without a name, which is gone when the process ends, however it ends.
package final class SpoolFile {
  let descriptor: Int32
  let folder: String
  /// What to do where there is no room.
  private let advice: String
  /// Bytes that were appended and not yet written.
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 20
  private var written = 0

  /// - Parameters:
  ///   - folder: where it is made.
  ///   - advice: what a message about a lack of room ends with.
  /// - Throws: `ToolError` with the status `cannotCreate`.
  package init(in folder: String, advice: String = roomAdvice) throws(ToolError) {
    (self.folder, self.advice) = (folder, advice)
    descriptor = Self.create(in: folder)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, folder, "cannot create a temporary file", errno: errno)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Not every file system has files that never had a name.
  private static func create(in folder: String) -> Int32 {
    let descriptor = openUnnamed(in: folder, access: O_RDWR, mode: 0o600)
    if descriptor >= 0 { return descriptor }
    var path = Array("\(folder)/vaeutils-XXXXXX".utf8CString)
    let named = mkstemp(&path)
    if named >= 0 { unlink(path) }
    return named
  }

  /// Bytes appended.
  package var size: Int { written + buffer.count }

  /// - Throws: `ToolError` with the status `inputOutput`.
  package func append(_ bytes: RawSpan) throws(ToolError) {
    if bytes.byteCount >= Self.bufferSize {
      try flush()
      return try write(bytes)
    }
    bytes.withUnsafeBytes { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is in the buffer; before it nothing of that can be read.
  package func flush() throws(ToolError) {
    let bytes = buffer
    buffer = []
    try write(bytes.span.bytes)
  }

  private func write(_ bytes: RawSpan) throws(ToolError) {
    do {
      try Descriptor.write(bytes, to: descriptor)
    } catch {
      throw failure(error.code)
    }
    written += bytes.byteCount
  }

  /// Writes bytes at a place of their own, past the buffer; what lies between is zero.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func write(_ bytes: RawSpan, at offset: Int) throws(ToolError) {
    do {
      try Descriptor.write(bytes, to: descriptor, at: offset)
    } catch {
      throw failure(error.code)
    }
  }

  private func failure(_ code: Int32) -> ToolError {
    let reason = String(cString: strerror(code)).lowercased()
    return ToolError(
      .inputOutput, folder, "cannot write a temporary file: \(reason); \(advice)")
  }

  /// From now on parts of the file are read in a random order: what lies behind one is not wanted.
  package func expectRandomReads() { posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM) }

  /// Has the system read bytes of a large file that are wanted soon. A disk that is asked for many parts at a
  /// time is about ten times as fast as one that is asked for one after another. A small file is still in the
  /// system's memory since it was written, and asking would take longer than the bytes.
  package func prepare(at offset: Int, count: Int) {
    guard written > Self.cached else { return }
    posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_WILLNEED)
  }

  /// The most bytes of a small file.
  private static let cached = 256 << 20

  /// Fills `bytes` with what is at `offset`. Any number of threads may read at a time, once all is flushed.
  ///
  /// A file mapped into memory would need no copy. But the system maps what lies around a byte too, as much as
  /// it likes: of 10 GB it made 2.4 GB memory of the process. And a disk that fails would end it without a word.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(ToolError) {
    let count: Int
    do {
      count = try Descriptor.read(bytes, from: descriptor, at: offset)
    } catch {
      throw ToolError(.inputOutput, folder, "cannot read a temporary file", errno: error.code)
    }
    if count < bytes.count {
      throw ToolError(.inputOutput, folder, "a temporary file ends early: another program cut it")
    }
  }

  /// The `count` bytes at `offset`, once all is flushed.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  package func bytes(at offset: Int, count: Int) throws(ToolError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withRawBytes { buffer throws(ToolError) in try read(buffer, at: offset) }
    return bytes
  }

  /// Gives up all from `size` on.
  package func truncate(to size: Int) throws(ToolError) {
    guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, off_t(size), SEEK_SET) >= 0
    else {
      throw ToolError(.inputOutput, folder, "cannot cut a temporary file", errno: errno)
    }
    written = size
  }
}
