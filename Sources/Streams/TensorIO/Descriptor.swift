import Glibc

// The system calls, with a call that was interrupted repeated, and a descriptor that does not block
// waited for. This is the only file that calls the system.

/// read(2): fills `bytes` from index `start` on, as far as input is at hand. Returns 0 at the end.
func readSome(
  _ descriptor: Int32, into bytes: inout [UInt8], from start: Int
) throws(StreamError.Reason) -> Int {
  while true {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress! + start, buffer.count - start)
    }
    if count >= 0 { return count }
    if !retry(descriptor, POLLIN) { throw .input(errno) }
  }
}

/// write(2): writes all of `bytes`.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(StreamError.Reason) {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress! + written, buffer.count - written)
    }
    if count >= 0 {
      written += count
    } else if !retry(descriptor, POLLOUT) {
      throw .output(errno)
    }
  }
}

/// Whether the call that has just failed should be repeated; waits until that makes sense.
private func retry(_ descriptor: Int32, _ event: Int32) -> Bool {
  if errno == EINTR { return true }
  guard errno == EAGAIN || errno == EWOULDBLOCK else { return false }
  var state = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  return unsafe poll(&state, 1, -1) >= 0 || errno == EINTR
}

/// The system's words for an `errno`, in lower case.
func systemMessage(_ code: Int32) -> String {
  unsafe String(cString: strerror(code)).lowercased()
}
