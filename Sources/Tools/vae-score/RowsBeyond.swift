import Networks
import TensorIO
import VAE

/// The rows of a stream whose score single precision cannot hold.
struct RowsBeyond {
  private var count = 0
  /// The number of the first one, and its number that is farthest from 0; bytes are never large.
  private var first: (row: Int, peak: Float)?

  /// Adds some rows.
  ///
  /// - Parameters:
  ///   - examples: what was scored, `[rows, …]`.
  ///   - firstRow: the number of the first of them.
  mutating func add(_ scores: Scores, of examples: Tensor, firstRow: Int) {
    let rows = scores.rowsBeyond
    count += rows.count
    if first == nil, let row = rows.first { first = (firstRow + row, peak(row, of: examples)) }
  }

  /// What to say; nil where there are none.
  ///
  /// - Parameters:
  ///   - rows: how many rows were scored.
  ///   - showsMeans: whether it is their means that are written.
  func message(rows: Int, showsMeans: Bool) -> String? {
    guard let first else { return nil }
    let verb = count == 1 ? "is" : "are"
    let cause =
      first.peak.magnitude >= Divergence.large
      ? "row \(first.row) (\(first.peak)): scale the data"
      : "row \(first.row), whose numbers are not large: the model's parameters are"
    return
      "\(count) of \(rows) rows \(verb) beyond single precision and \(verb) scored -inf (costs inf)"
      + "\(showsMeans ? ", as are the means" : ""); the first is \(cause)"
  }

  private func peak(_ row: Int, of examples: Tensor) -> Float {
    guard examples.elementType == .f32 else { return 0 }
    let width = examples.count / examples.shape[0]
    return examples.withElements(of: Float.self) { numbers in
      var peak: Float = 0
      for index in row * width..<(row + 1) * width
      where numbers[index].magnitude > peak.magnitude {
        peak = numbers[index]
      }
      return peak
    }
  }
}
