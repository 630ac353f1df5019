import Glibc

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
