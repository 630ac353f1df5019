import Kernels
import TensorIO
import VAE
import VAETool

/// The rows of a stream, checked against the model, and what they score.
final class Source {
  /// The frames that are done.
  var frames = 0
  let configuration: Configuration
  let scorer: Scorer
  private let pixels: PixelKind
  private let classes: ClassSet
  private let firstRow: Int
  /// The rows that are done.
  private(set) var rows = 0
  private(set) var beyond = RowsBeyond()

  /// - Parameter firstRow: the number of the stream's first row.
  init(_ file: ModelFile, scorer: Scorer, firstRow: Int) {
    configuration = file.model.configuration
    pixels = file.record.pixels
    classes = file.classes
    self.scorer = scorer
    self.firstRow = firstRow
  }

  /// Whether p(x|z) is a probability or a density of the data; cross-entropy with grey pixels is not.
  var isLikelihood: Bool { !configuration.likelihood.family.isOfBits || pixels != .grey }

  /// A frame in parts that are small enough, each checked.
  ///
  /// - Throws: `VAEError` and `StreamError`.
  func parts(of frame: Frame) throws -> some Sequence<Frame> {
    let examples = try Examples(frame, of: configuration)
    if let fault = pixels.fault(ofData: try PixelKind.stamp(of: frame)) { throw VAEError(fault) }
    if configuration.likelihood.family.isOfBits, isLikelihood {
      try examples.checkBinary(firstRow: firstRow + rows)
    } else {
      try examples.check(firstRow: firstRow + rows, likelihood: configuration.likelihood)
    }
    // A row becomes six numbers at most, and its labels are kept.
    return try frame.cut(forRowsOf: 32)
  }

  /// - Parameter watch: is told now and then how many rows of the stream are done.
  /// - Throws: `VAEError` and `StreamError`, for what is no data.
  func score(_ frame: Frame, watch: (Int) -> Void) throws -> Scores {
    let examples = try frame.tensor("x", meaning: "data")
    let row = firstRow + rows
    let labels =
      configuration.classes > 0
      ? try Labels.read(frame, firstRow: row, classes: classes) : []
    let scores = scorer.score(examples, labels: labels, firstRow: row) { [rows] in
      watch(rows + $0)
    }
    beyond.add(scores, of: examples, firstRow: row)
    rows += examples.shape[0]
    return scores
  }
}
