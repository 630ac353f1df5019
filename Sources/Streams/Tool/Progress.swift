import Glibc
import Synchronization

/// The number of columns that the progress line on the terminal fills; 0 where there is none.
private let shownColumns = Atomic<Int>(0)

/// A progress line on standard error, rewritten in place: what is done, a note, the time that is left.
///
/// It is shown only where standard error is a terminal and the tool is not quiet. It is plain text,
/// without colour or other escape sequences, so that `NO_COLOR` holds and every terminal shows it.
/// Whatever else `Descriptor` writes to a terminal takes the line off first. A process has one at a time.
package final class Progress {
  private let isShown: Bool
  private let start: ContinuousClock.Instant
  private let delay: Duration
  private var lastShown: ContinuousClock.Instant?

  /// - Parameter delay: how long nothing is shown; a tool that is mostly faster shows nothing then.
  package init(quiet: Bool, after delay: Duration = .zero) {
    isShown = !quiet && isatty(STDERR_FILENO) == 1
    self.delay = delay
    start = .now
  }

  /// Shows the line, at most ten times a second.
  ///
  /// - Parameters:
  ///   - fraction: How much is done, from 0 to 1; nil where nobody knows, and the line has the time that
  ///     has passed.
  ///   - note: A few words, made only when the line is shown.
  package func update(_ fraction: Double?, _ note: @autoclosure () -> String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start >= delay else { return }
    if let lastShown, now - lastShown < .milliseconds(100), fraction ?? 0 < 1 { return }
    lastShown = now
    draw(line(fraction, note(), passed: now - start))
  }

  private func line(_ fraction: Double?, _ note: String, passed: Duration) -> String {
    guard let fraction else { return "\(note)  \(Self.clock(passed))" }
    let percent = Int(min(max(fraction, 0), 1) * 100)
    let padding = String(repeating: " ", count: percent < 10 ? 2 : percent < 100 ? 1 : 0)
    let line = "\(padding)\(percent)%  \(note)"
    guard fraction > 0, fraction < 1 else { return line }
    return "\(line)  \(Self.clock(passed * ((1 - fraction) / fraction))) left"
  }

  /// Puts one line in the place of the progress line, and that one stays.
  package func end(_ summary: @autoclosure () -> String) {
    guard isShown else { return }
    Self.clear()
    Self.write(summary() + "\n")
  }

  /// Ends the line; what is written next to the terminal starts on a clean one.
  deinit {
    if isShown, shownColumns.exchange(0, ordering: .relaxed) > 0 { Self.write("\n") }
  }

  /// Whether the terminal shows a line at the moment.
  static var isOnTerminal: Bool { shownColumns.load(ordering: .relaxed) > 0 }

  /// Takes the line off the terminal, until the next `update`.
  static func clear() {
    let columns = shownColumns.exchange(0, ordering: .relaxed)
    guard columns > 0 else { return }
    write("\r" + String(repeating: " ", count: columns) + "\r")
  }

  private func draw(_ line: String) {
    var size = winsize()
    let columns = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
    // The last column stays free: some terminals wrap when it is filled.
    let shown = line.prefix(max(20, (columns == 0 ? 80 : columns) - 1))
    let before = shownColumns.exchange(shown.count, ordering: .relaxed)
    Self.write("\r\(shown)" + String(repeating: " ", count: max(0, before - shown.count)))
  }

  /// A line that cannot be written has nowhere else to go.
  private static func write(_ text: String) {
    try? Descriptor.writeAsIs(Array(text.utf8).span.bytes, to: STDERR_FILENO)
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
