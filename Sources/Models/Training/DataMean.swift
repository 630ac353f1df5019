import Datasets
import Kernels
import VAE

/// The mean of some examples, number by number, and how far the numbers are from it.
///
/// The examples are as training has them before noise: a static binarisation is made, a dynamic one has the mean of
/// what it is drawn from. The sums are made in Double and in the order of the rows, so that they are the same on any
/// machine.
struct DataMean {
  /// `[features]`.
  let values: [Double]
  /// How many examples they are of.
  let count: Int
  private let examples: Walk

  /// - Parameter rows: the numbers of the examples, at least one.
  init(
    _ data: Dataset, rows: [UInt32], _ configuration: Configuration, settings: TrainingSettings,
    engine: Engine
  ) {
    examples = Walk(data, rows: rows, configuration, settings: settings, engine: engine)
    var sums = [Double](repeating: 0, count: configuration.features)
    examples.visit { feature, value in sums[feature] += value }
    count = rows.count
    values = sums.map { $0 / Double(rows.count) }
  }

  /// The mean over all numbers of a function of their distance from the mean.
  func mean(_ function: (Double) -> Double) -> Double {
    var sum = 0.0
    examples.visit { sum += function($1 - values[$0]) }
    return sum / (Double(count) * Double(values.count))
  }
}

/// A way through some examples, a panel of them at a time.
private struct Walk {
  private let data: Dataset
  private let rows: [UInt32]
  private let features: Int
  private let seed: UInt64
  private let batch: Batch

  init(
    _ data: Dataset, rows: [UInt32], _ configuration: Configuration, settings: TrainingSettings,
    engine: Engine
  ) {
    (self.data, self.rows, seed) = (data, rows, settings.seed)
    features = configuration.features
    var (plain, clean) = (configuration, settings)
    plain.classes = 0
    plain.prior = .normal
    clean.corruption = nil
    if clean.binarization == .dynamic { clean.binarization = nil }
    batch = Batch(plain, settings: clean, size: Panels.width, engine: engine)
  }

  /// Calls `body` with the place in its example and the value of every number.
  func visit(_ body: (Int, Double) -> Void) {
    for first in stride(from: 0, to: rows.count, by: Panels.width) {
      let part = rows[first..<min(rows.count, first + Panels.width)]
      batch.load(data, rows: part, seed: seed, epoch: 0)
      let target = batch.target(part.count)
      for feature in 0..<features {
        let numbers = target.base + feature * Panels.width
        for place in 0..<part.count { body(feature, Double(numbers[place])) }
      }
    }
  }
}
