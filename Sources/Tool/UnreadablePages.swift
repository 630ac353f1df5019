import Glibc
import Synchronization

/// The address of what the handler writes, and its length.
private let line = Atomic<UInt>(0)
private let lineSize = Atomic<Int>(0)
/// Whether a thread has met such a page. Another one may at the same time, and waits for the end.
private let isEnding = Atomic<Bool>(false)

/// From now on a page of a mapped file that cannot be read, for a disk that fails or a file that another
/// program cut, ends the tool with this line and the status `inputOutput`. Without it SIGBUS would end it
/// without a word.
package func endOnUnreadablePages(_ program: String, subject: String, _ message: String) {
  let text = Array(Diagnostic.line(program, subject: subject, message).utf8)
  // It stays where it is as long as there is a handler, which is to the end.
  let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
  _ = bytes.initialize(from: text)
  lineSize.store(text.count, ordering: .relaxed)
  line.store(UInt(bitPattern: bytes.baseAddress), ordering: .releasing)
  handle(SIGBUS) { _ in
    while isEnding.exchange(true, ordering: .relaxed) { pause() }
    removeTemporaries()
    let text = UnsafeRawPointer(bitPattern: line.load(ordering: .acquiring))
    _ = write(STDERR_FILENO, text, lineSize.load(ordering: .relaxed))
    _exit(ExitStatus.inputOutput.rawValue)
  }
}
