import Glibc

/// Fills what the parent closed of standard input, output and error, so that a file that the tool opens
/// does not take the place of one of them and receive what was meant for it.
///
/// The wrong direction of `/dev/null` keeps reading and writing an error, as they are when closed.
func reserveStandardDescriptors() {
  for (descriptor, mode) in [
    (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
  ] where fcntl(descriptor, F_GETFD) < 0 {
    // The lowest free number is this one, because those before it are taken.
    _ = open("/dev/null", mode)
  }
}
