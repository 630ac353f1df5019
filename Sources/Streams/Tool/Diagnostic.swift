import Found
import Glibc

/// Lines for a person, on standard error.
package enum Diagnostic {
  /// What a pipe takes in one piece, in bytes: PIPE_BUF on Linux, pipe(7).
  private static let longest = 4096

  /// Writes `prog: subject: message` and a line feed in one call, so that the lines of the tools of a
  /// pipeline do not mix.
  package static func report(_ program: String, subject: String? = nil, _ message: String) {
    // A diagnostic that cannot be written has nowhere else to go.
    try? Descriptor.write(line(program, subject: subject, message), to: STDERR_FILENO)
  }

  /// `prog: subject: message` and a line feed. What is longer than a pipe takes in one piece, because of
  /// what it quotes, ends in `…`.
  ///
  /// What cannot be seen, such as a control character, which a file name may hold, is escaped: a diagnostic is one
  /// line, and it does not steer the terminal. What it quotes of data was escaped before, by `quoted`.
  static func line(_ program: String, subject: String? = nil, _ message: String) -> String {
    let line = [program, subject, message].compactMap(\.self).joined(separator: ": ")
    let text = visible(line)
    if text.utf8.count < longest { return text + "\n" }
    let end = "…\n"
    var size = end.utf8.count
    let beginning = text.unicodeScalars.prefix {
      size += UTF8.width($0)
      return size <= longest
    }
    return String(beginning) + end
  }
}
