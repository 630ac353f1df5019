import Glibc

/// Lines for a person, on standard error.
package enum Diagnostic {
  /// Writes `prog: subject: message` and a line feed in one call, so that the lines of the tools of a
  /// pipeline do not mix.
  ///
  /// Control characters, which a file name may hold, are written as `?`: a diagnostic is one line, and
  /// it does not steer the terminal.
  package static func report(_ program: String, subject: String? = nil, _ message: String) {
    // A diagnostic that cannot be written has nowhere else to go.
    try? Descriptor.write(line(program, subject: subject, message), to: STDERR_FILENO)
  }

  /// The line that is written, with its line feed.
  static func line(_ program: String, subject: String?, _ message: String) -> String {
    let line = [program, subject, message].compactMap(\.self).joined(separator: ": ")
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: line.unicodeScalars.map { isControl($0) ? "?" : $0 })
    return text + "\n"
  }
}
