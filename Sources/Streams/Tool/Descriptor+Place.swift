import Glibc

extension Descriptor {
  /// Fills `bytes` with what is at `offset` of a file, and returns how many they are: fewer only where the file ends.
  /// Any number of threads may read at a time.
  package static func read(
    _ bytes: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
  ) throws(Failure) -> Int {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count > 0 {
        done += count
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
    return done
  }

  /// Writes all bytes at `offset` of a file. What `write` writes next goes where it would have gone.
  package static func write(
    _ bytes: RawSpan, to descriptor: Int32, at offset: Int
  ) throws(Failure) {
    try bytes.withUnsafeBytes { bytes throws(Failure) in
      var done = 0
      while done < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
        if count >= 0 {
          done += count
        } else if errno != EINTR {
          throw Failure(code: errno)
        }
      }
    }
  }
}
