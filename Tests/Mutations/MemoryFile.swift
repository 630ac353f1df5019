import Glibc
import Tool

/// Bits are flipped in as many bytes from the beginning.
let reach = 4096

/// A file in memory, changed in place between two readings.
final class MemoryFile {
  let descriptor: Int32

  /// What opens it anew, from its beginning.
  var path: String { "/proc/self/fd/\(descriptor)" }

  init(_ bytes: [UInt8] = []) {
    // The folder of shared memory that Linux has.
    descriptor = openUnnamed(in: "/dev/shm", access: O_RDWR, mode: 0o600)
    guard descriptor >= 0 else { fatalError("no memory file: \(String(cString: strerror(errno)))") }
    set(bytes)
  }

  deinit { close(descriptor) }

  /// Replaces the content.
  func set(_ bytes: [UInt8]) {
    truncate(to: 0)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(done))
      }
      guard count > 0 else { fatalError("cannot write: \(String(cString: strerror(errno)))") }
      done += count
    }
  }

  func set(_ byte: UInt8, at place: Int) {
    var byte = byte
    guard pwrite(descriptor, &byte, 1, off_t(place)) == 1 else { fatalError("cannot write") }
  }

  func truncate(to size: Int) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { fatalError("cannot cut") }
  }

  var content: [UInt8] {
    var status = stat()
    fstat(descriptor, &status)
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = size == 0 ? 0 : max(0, pread(descriptor, buffer.baseAddress, size, 0))
    }
  }
}
