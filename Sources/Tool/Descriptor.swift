import Glibc

/// Whole writes to a file descriptor.
package enum Descriptor {
  /// The value of `errno` after a failed write.
  package struct Failure: Error {
    package let code: Int32
  }

  /// Writes all bytes; calls that a signal interrupted are repeated.
  package static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
  }

  package static func write(_ text: String, to descriptor: Int32) throws(Failure) {
    var text = text
    let result: Result<Void, Failure> = text.withUTF8 { utf8 in
      Result { () throws(Failure) in try write(UnsafeRawBufferPointer(utf8), to: descriptor) }
    }
    try result.get()
  }
}
