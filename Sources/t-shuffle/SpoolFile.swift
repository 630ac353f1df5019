import Glibc
import Tool

/// A temporary file without a name, which is gone when the process ends, however it ends.
final class SpoolFile {
  private let descriptor: Int32
  private let folder: String
  /// Bytes that were appended and not yet written.
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 20
  private var written = 0

  /// - Throws: `ToolError` with the status `cannotCreate`.
  init(in folder: String) throws(ToolError) {
    self.folder = folder
    var path = Array("\(folder)/t-shuffle-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw ToolError(.cannotCreate, folder, "cannot create a temporary file", errno: errno)
    }
    unlink(path)
  }

  deinit {
    close(descriptor)
  }

  /// Bytes appended.
  var size: Int { written + buffer.count }

  /// - Throws: `ToolError` with the status `inputOutput`.
  func append(_ bytes: UnsafeMutableRawBufferPointer) throws(ToolError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is in the buffer; before it nothing of that can be read.
  func flush() throws(ToolError) {
    do {
      try Descriptor.write(buffer.span.bytes, to: descriptor)
    } catch {
      let reason = String(cString: strerror(error.code)).lowercased()
      throw ToolError(
        .inputOutput, folder,
        "cannot write a temporary file: \(reason); name a roomier folder with --temporary, or give "
          + "more --memory")
    }
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Fills `bytes` with what is at `offset`.
  ///
  /// - Throws: `ToolError` with the status `inputOutput`.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(ToolError) {
    var done = 0
    while done < bytes.count {
      let count = pread(
        descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
      if count > 0 {
        done += count
      } else if count == 0 {
        throw ToolError(.inputOutput, folder, "a temporary file ends early: another program cut it")
      } else if errno != EINTR {
        throw ToolError(.inputOutput, folder, "cannot read a temporary file", errno: errno)
      }
    }
  }

  /// Gives up all from `size` on.
  func truncate(to size: Int) throws(ToolError) {
    guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, off_t(size), SEEK_SET) >= 0
    else {
      throw ToolError(.inputOutput, folder, "cannot cut a temporary file", errno: errno)
    }
    written = size
  }
}
