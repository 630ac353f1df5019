import Glibc
import Synchronization

/// Whether a thread is ending the process.
private let isEnding = Atomic<Bool>(false)

/// The one error with which a tool ends. It is printed once, at the top, as
/// `prog: subject: message`.
package struct ToolError: Error, Sendable {
  package let status: ExitStatus
  /// The file, the option or the variable that the message is about.
  package let subject: String?
  /// Lower case, one line: what was found, what was expected, what to do.
  package let message: String

  package init(_ status: ExitStatus, _ subject: String? = nil, _ message: String) {
    (self.status, self.subject, self.message) = (status, subject, message)
  }

  /// A failed system call.
  ///
  /// - Parameters:
  ///   - action: What was tried, such as `cannot open`.
  ///   - code: The value of `errno` after the call.
  package init(_ status: ExitStatus, _ subject: String?, _ action: String, errno code: Int32) {
    // strerror's text is the C locale's: no tool calls setlocale.
    let reason = String(cString: strerror(code))
    self.init(status, subject, "\(action): \(reason.lowercased())")
  }

  /// Ends the process at once with this error, from any thread; where it can be thrown it should be. Another
  /// thread that does the same waits for the end: it is told once.
  package func endProcess(_ program: String) -> Never {
    while isEnding.exchange(true, ordering: .relaxed) { pause() }
    removeTemporaries()
    Diagnostic.report(program, subject: subject, message)
    _exit(status.rawValue)
  }
}
