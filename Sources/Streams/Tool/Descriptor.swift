import Glibc

/// Whole writes to a file descriptor.
package enum Descriptor {
  /// The value of `errno` after a failed write.
  package struct Failure: Error {
    package let code: Int32
  }

  /// Writes all bytes; calls that a signal interrupted are repeated, and a descriptor that does not block
  /// is waited for.
  ///
  /// What goes to a terminal begins on a clean line: a progress line is taken off first.
  package static func write(_ bytes: RawSpan, to descriptor: Int32) throws(Failure) {
    if Progress.isOnTerminal, isatty(descriptor) == 1 { Progress.clear() }
    try writeAsIs(bytes, to: descriptor)
  }

  /// The same, beside whatever progress line there is.
  static func writeAsIs(_ bytes: RawSpan, to descriptor: Int32) throws(Failure) {
    try bytes.withUnsafeBytes { bytes throws(Failure) in
      var done = 0
      while done < bytes.count {
        let written = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
        if written >= 0 {
          done += written
          continue
        }
        let code = errno
        guard shouldRetry(descriptor, POLLOUT, after: code) else { throw Failure(code: code) }
      }
    }
  }

  package static func write(_ text: String, to descriptor: Int32) throws(Failure) {
    try write(Array(text.utf8).span.bytes, to: descriptor)
  }

  /// The same for an output that the tool can do without: a closed pipe is a failure like any other, and does not
  /// end the process.
  package static func writeOutliving(_ text: String, to descriptor: Int32) throws(Failure) {
    var (ignored, before) = (sigaction(), sigaction())
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(SIGPIPE, &ignored, &before)
    defer { sigaction(SIGPIPE, &before, nil) }
    try write(text, to: descriptor)
  }
}

/// Whether the call on `descriptor` that has just failed with `code` should be repeated: a signal interrupted
/// it, or the descriptor does not block, as a parent may have left it; then this waits until `event`,
/// `POLLIN` or `POLLOUT`.
func shouldRetry(_ descriptor: Int32, _ event: Int32, after code: Int32) -> Bool {
  if code == EINTR { return true }
  guard code == EAGAIN || code == EWOULDBLOCK else { return false }
  var state = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  // A signal ends the wait too; the call then fails anew, and comes back here.
  return poll(&state, 1, -1) >= 0 || errno == EINTR
}
