import Tool

/// The progress line of a tool that goes through rows: how much of a file is done, of a pipe how many rows.
/// It is not shown in the first second.
package final class RowProgress {
  private let line: Progress
  /// The rows of the frame at hand.
  private var rows = 0..<0
  /// The share of the file before it.
  private var before = 0.0
  /// The share of the file with it; nil of a pipe.
  private var behind: Double?

  package init(quiet: Bool) { line = Progress(quiet: quiet, after: .seconds(1)) }

  /// - Parameters:
  ///   - count: of rows of the next frame.
  ///   - first: the number of its first row in the stream.
  ///   - share: how much of the file is read, this frame included.
  package func begin(rows count: Int, from first: Int, share: Double?) {
    rows = first..<first + count
    (before, behind) = (behind ?? 0, share)
  }

  /// - Parameter done: rows of the stream.
  package func update(_ done: Int) {
    let part = Double(done - rows.lowerBound) / Double(max(1, rows.count))
    let share = behind.map { before + ($0 - before) * part }
    line.update(share, "row \(done)")
  }

  /// - Parameter rows: of the whole stream.
  package func finish(_ rows: Int) { line.update(1, "row \(rows)") }
}
