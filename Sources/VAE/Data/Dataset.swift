import Kernels
import LaneTypes
import TensorIO

/// Examples in memory, as they came: bytes stay bytes until arithmetic needs numbers. The frames'
/// own storage is kept, so nothing is copied.
package struct Dataset: Sendable {
  /// The shape of one example.
  package private(set) var exampleShape: [Int] = []
  package private(set) var count = 0
  private var parts: [Tensor] = []
  /// The first row of each part.
  private var starts: [Int] = []
  /// The class of each example, where classes are asked for.
  package private(set) var labels: [Int32] = []
  private let hasLabels: Bool
  /// How the stream says that it was binarised.
  package private(set) var stamp: PixelKind?
  /// Whether all numbers so far are 0 or 1.
  private var isBinary = true

  /// Of the rows and their classes so far, where it is asked for.
  package private(set) var digest: DataDigest?

  /// - Parameters:
  ///   - labels: whether the classes `y` are wanted too.
  ///   - digest: whether `digest` is.
  package init(labels: Bool = false, digest: Bool = false) {
    hasLabels = labels
    self.digest = digest ? DataDigest() : nil
  }

  /// One more than the largest class.
  package var classes: Int { labels.max().map { Int($0) + 1 } ?? 0 }

  /// What the numbers are, under a certain likelihood.
  package func pixels(under likelihood: Likelihood) -> PixelKind {
    stamp ?? (isBinary && likelihood == .bernoulli ? .binary : .grey)
  }

  /// Numbers in one example.
  package var features: Int { exampleShape.reduce(1, *) }

  /// Adds the rows of a frame's `x`.
  ///
  /// - Parameter asProbability: whether the numbers must be from 0 to 1 whatever the likelihood.
  /// - Throws: `VAEError`, if there is no `x`, or if it is not like those before.
  package mutating func append(
    _ frame: Frame, likelihood: Likelihood, asProbability: Bool = false
  ) throws {
    let tensor = try Examples(frame, shape: parts.isEmpty ? nil : exampleShape).tensor
    if asProbability {
      try Examples.checkProbabilities(tensor, firstRow: count)
    } else {
      try Examples.check(tensor, firstRow: count, likelihood: likelihood)
    }
    guard tensor.shape[0] > 0 else { return }
    try take(PixelKind.stamp(of: frame))
    isBinary = isBinary && Examples.isBinary(tensor)
    if hasLabels { labels += try Labels.read(frame, firstRow: count, classes: nil) }
    digest?.add(tensor, labels: labels[(hasLabels ? count : 0)...])
    exampleShape = Array(tensor.shape.dropFirst())
    parts.append(tensor)
    starts.append(count)
    count += tensor.shape[0]
  }

  /// The stamp of a stream is that of all its frames.
  private mutating func take(_ stamp: PixelKind?) throws(VAEError) {
    guard parts.isEmpty || stamp == self.stamp else {
      let (found, before) = (stamp?.description ?? "nothing", self.stamp?.description ?? "nothing")
      throw VAEError("'\(PixelKind.field)' says \(found), it said \(before) before")
    }
    self.stamp = stamp
  }

  /// Writes example `index` into row `row` of `result` `[batch, features]`.
  package func load(_ index: Int, into result: Panels, row: Int, kernels: Kernels) {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    Examples.load(parts[low], index - starts[low], into: result, row: row, kernels: kernels)
  }
}
