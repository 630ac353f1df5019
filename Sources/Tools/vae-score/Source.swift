import Datasets
import Kernels
import Networks
import TensorIO
import VAE
import VAETool

/// The rows of a stream, checked against the model, and what they score.
final class Source {
  let configuration: Configuration
  let scorer: Scorer
  private let pixels: PixelKind
  private let file: ModelFile
  private let offset: Int
  private(set) var beyond = RowsBeyond()

  /// - Parameter offset: the number of the stream's first row, which draws and messages count from.
  init(_ file: ModelFile, scorer: Scorer, offset: Int) {
    configuration = file.model.configuration
    pixels = file.record.pixels
    self.file = file
    (self.scorer, self.offset) = (scorer, offset)
  }

  /// Whether p(x|z) is a probability or a density of the data; cross-entropy with grey pixels is not.
  var isLikelihood: Bool { !configuration.likelihood.family.isOfBits || pixels != .grey }

  /// A frame, checked, in parts that are small enough, each with the number of its first row in the stream.
  ///
  /// - Throws: `VAEError` and `StreamError`.
  func parts(of frame: Frame, firstRow: Int) throws -> some Sequence<(part: Frame, firstRow: Int)> {
    let arranged = try frame.arranged(like: configuration.columns)
    let examples = try Examples(arranged, of: configuration, firstRow: offset + firstRow)
    if let fault = pixels.fault(ofData: try PixelKind.stamp(of: frame)) { throw VAEError(fault) }
    if configuration.likelihood.family.isOfBits, isLikelihood {
      try examples.checkBinary(firstRow: offset + firstRow)
    } else {
      try examples.check(firstRow: offset + firstRow, likelihood: configuration.likelihood)
    }
    // A row becomes six numbers at most, and its labels are kept.
    return try frame.cut(forRowsOf: 32, from: firstRow)
  }

  /// - Parameters:
  ///   - firstRow: the number of the frame's first row in the stream.
  ///   - watch: is told now and then how many rows of the stream are done.
  /// - Throws: `VAEError` and `StreamError`, for what is no data.
  func score(_ frame: Frame, firstRow: Int, watch: (Int) -> Void) throws -> Scores {
    let row = offset + firstRow
    let arranged = try frame.arranged(like: configuration.columns)
    let examples = try Examples(arranged, of: configuration, firstRow: row)
    let labels = try file.labels(of: frame, firstRow: row)
    let scores = scorer.score(
      examples.tensor, volumes: examples.volumes, labels: labels, firstRow: row
    ) { watch(firstRow + $0) }
    beyond.add(scores, of: examples.tensor, firstRow: row)
    return scores
  }
}
