import Glibc
import LatentFits
import Tool

/// What a fit of mixtures tells on standard error: a progress line, and a line for each number of
/// components.
final class Report {
  private let progress: Progress
  private let quiet: Bool
  private let starts: Int
  /// Work is taken to grow with the number of components.
  private let all: Double
  private var done = 0.0
  private var count = 0

  init(_ counts: [Int], starts: Int, quiet: Bool) {
    progress = Progress(quiet: quiet)
    (self.quiet, self.starts) = (quiet, starts)
    all = Double(counts.reduce(0, +))
  }

  func begin(_ count: Int) { self.count = count }

  /// After an iteration.
  func watch(start: Int, iteration: Int, value: Double) {
    let share = Double(start) / Double(starts)
    progress.update(
      (done + share * Double(count)) / all,
      "gmm:\(count)  start \(start + 1) of \(starts)  iteration \(iteration)")
  }

  func note(_ text: String) { write("gmm:\(count)  \(text)") }

  func end(_ prior: PriorFile) {
    done += Double(count)
    write(
      "gmm:\(count)  log-likelihood \(fixedPoint(prior.logLikelihood ?? 0, 2)) nats a row  "
        + "BIC \(fixedPoint(prior.criterion ?? 0, 0))")
  }

  /// A line that cannot be written has nowhere else to go.
  private func write(_ line: String) {
    guard !quiet else { return }
    try? Descriptor.write(line + "\n", to: STDERR_FILENO)
  }
}
