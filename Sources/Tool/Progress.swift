import Glibc

/// A progress line on standard error, rewritten in place: what is done, a note, the time that is left.
///
/// It is shown only where standard error is a terminal and the tool is not quiet. It is plain text,
/// without colour or other escape sequences, so that `NO_COLOR` holds and every terminal shows it.
package final class Progress {
  private let isShown: Bool
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?
  /// The number of columns that the last line filled.
  private var width = 0

  package init(quiet: Bool) {
    isShown = !quiet && isatty(STDERR_FILENO) == 1
    start = .now
  }

  /// Shows the line, at most ten times a second.
  ///
  /// - Parameters:
  ///   - fraction: How much is done, from 0 to 1.
  ///   - note: A few words, made only when the line is shown.
  package func update(_ fraction: Double, _ note: @autoclosure () -> String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let lastShown, now - lastShown < .milliseconds(100), fraction < 1 { return }
    lastShown = now
    let percent = Int(min(max(fraction, 0), 1) * 100)
    let padding = String(repeating: " ", count: percent < 10 ? 2 : percent < 100 ? 1 : 0)
    var line = "\(padding)\(percent)%  \(note())"
    if fraction > 0, fraction < 1 {
      line += "  \(Self.clock((now - start) * ((1 - fraction) / fraction))) left"
    }
    draw(line)
  }

  /// Ends the line; what is written next to the terminal starts on a clean one.
  deinit {
    if width > 0 { try? Descriptor.write("\n", to: STDERR_FILENO) }
  }

  private func draw(_ line: String) {
    var size = winsize()
    let columns = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
    // The last column stays free: some terminals wrap when it is filled.
    let shown = line.prefix(max(20, (columns == 0 ? 80 : columns) - 1))
    let blanks = String(repeating: " ", count: max(0, width - shown.count))
    width = shown.count
    try? Descriptor.write("\r\(shown)\(blanks)", to: STDERR_FILENO)
  }

  /// `1:05`, or `2:03:04` from an hour on.
  private static func clock(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    let two = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
    return seconds < 3600
      ? "\(seconds / 60):\(two(seconds % 60))"
      : "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
