import CFuzzer
import Glibc

/// A file in memory as standard input: tools read theirs through a descriptor, and so it costs no more
/// than the calls to fill it.
enum StandardInput {
  /// Makes an empty file standard input.
  static func open() {
    let descriptor = memfd_create("input", 0)
    precondition(descriptor >= 0 && dup2(descriptor, STDIN_FILENO) == STDIN_FILENO)
    close(descriptor)
  }

  /// Replaces what it holds, and begins at its beginning.
  static func hold(_ bytes: [UInt8]) {
    precondition(ftruncate(STDIN_FILENO, bytes.count) == 0)
    precondition(
      bytes.withUnsafeBytes { pwrite(STDIN_FILENO, $0.baseAddress, $0.count, 0) } == bytes.count)
    rewind()
  }

  /// Begins at the beginning again.
  static func rewind() {
    precondition(lseek(STDIN_FILENO, 0, SEEK_SET) == 0)
  }
}
