import Datasets
import Kernels
import Networks
import VAE

/// What the data's mean would have as a loss, if it were given for every example. A run that ends above has learned
/// nothing that helps, whatever its loss looks like.
///
/// It is measured on some of the examples, at even distances: no more than 2^10 rows and 2^22 numbers. A scale that
/// is learned is one number here, the best for the mean but for the logistic distribution, where it is that of the
/// same variance. Of the continuous Bernoulli it is the parameter that is set to the mean.
package struct MeanBaseline {
  /// The examples, in parts that alternate: how the parts differ tells how well the loss is known.
  private let parts: [[UInt32]]
  private let data: Dataset
  private let kernels: Kernels
  private let objective: Objective
  private let divergence: Bool
  /// The mean's loss in nats per example, in each part.
  private let losses: [Double]

  private static let mostRows = 1 << 10
  private static let mostNumbers = 1 << 22
  /// Standard errors above the mean's loss, from where on a loss counts as worse.
  private static let errors = 4.0

  /// - Parameters:
  ///   - configuration: of the model that is to be better.
  ///   - settings: what it is fitted with.
  /// - Returns: nil for fewer than two examples, for data that are all the same where the scale is learned, and
  ///   where the likelihood has no weight.
  package init?(
    _ configuration: Configuration, settings: TrainingSettings, data: Dataset, engine: Engine
  ) {
    objective = settings.objective
    guard data.count > 1, objective.images.likelihoodWeight > 0 else { return nil }
    self.data = data
    kernels = engine.kernels
    divergence = configuration.bottleneck.hasDivergence && objective.codes.isBound
    let count = min(
      data.count, Self.mostRows, max(16, Self.mostNumbers / max(1, data.features)))
    let rows = (0..<count).map { UInt32($0 * data.count / count) }
    parts = (0..<min(8, count)).map { part in
      stride(from: part, to: count, by: 8).map { rows[$0] }
    }
    let likelihood = configuration.likelihood.withOneScale
    let mean = DataMean(data, rows: rows, configuration, settings: settings, engine: engine)
    var plain = Configuration(
      exampleShape: configuration.exampleShape,
      network: Network(hidden: [], activation: .relu), bottleneck: Bottlenecks.plain(size: 1),
      likelihood: likelihood)
    plain.unit = configuration.unit
    let model = Model(plain)
    model.giveMean(mean)
    if likelihood.hasSharedScale, let scale = likelihood.family.scale(mean.mean) {
      guard scale.isNormal else { return nil }
      model.logScale.elements = [Float(portableLog(scale))]
    }
    var own = settings
    own.objective = Objective()
    own.objective.images = objective.images
    let evaluator = Evaluator(model, settings: own, engine: engine)
    losses = parts.map { [objective, divergence, data] rows in
      Self.loss(evaluator.figures(data, rows: rows), objective, whole: divergence)
    }
  }

  /// The mean's loss, in nats per example.
  package var loss: Double { Self.mean(losses) }

  /// The loss of a model on the same examples. Where it is no bound on log p(x), its reconstruction alone.
  package func loss(of evaluator: Evaluator) -> Double {
    Self.mean(
      parts.map { Self.loss(evaluator.figures(data, rows: $0), objective, whole: divergence) })
  }

  /// The loss of the examples so far, from their sums in training and their mean loss.
  package func loss(_ sums: LossSums, mean: Double) -> Double {
    divergence
      ? mean : objective.images.likelihoodWeight * sums.reconstruction / Double(max(1, sums.count))
  }

  /// Whether a loss is above that of the mean, by more than chance would have it in the mean's own.
  package func isWorse(_ loss: Double) -> Bool { !(loss <= self.loss + margin) }

  /// What to do about a loss that is worse.
  ///
  /// - Parameter start: the loss of the first step's examples before it; nil where no step was made.
  package func hint(_ loss: Double, start: Double?) -> String {
    let peak = data.peak(0..<data.count, kernels: kernels)
    var hints: [String] = []
    if let peak, peak.isLarge {
      hints.append(peak.cure)
    } else if let peak, peak.value != 0, !Self.usual.contains(peak.value.magnitude) {
      hints.append("give each column a mean near 0 and a deviation near 1 (\(peak.place))")
    }
    if let start, loss > start + margin { hints.append(Divergence.steps(nil).hint) }
    return hints.isEmpty ? "more epochs may help" : hints.joined(separator: "; ")
  }

  /// What to do about data of which a few numbers are so large that no other has a part in the loss, of the mean
  /// or of a model; nil for others.
  package var cureOfLargeData: String? {
    // No byte is large.
    guard data.unit == nil else { return nil }
    return data.peak(0..<data.count, kernels: kernels).flatMap { $0.isLarge ? $0.cure : nil }
  }

  /// The largest number of data whose columns have a mean near 0 and a deviation near 1, and of pixels. Codes of
  /// what is farther from 0 are so far from the prior that the loss is mostly their divergence.
  private static let usual: ClosedRange<Float> = 0.1...20

  private var margin: Double {
    let mean = loss
    let squares = losses.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    let count = Double(losses.count)
    return Self.errors * (squares / (count * (count - 1))).squareRoot()
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func loss(_ figures: Metrics, _ objective: Objective, whole: Bool) -> Double {
    whole ? figures.loss : objective.images.likelihoodWeight * figures.reconstruction
  }
}

extension Likelihood {
  /// The same, with one scale where each pixel has its own: a pixel that never changes would have none.
  fileprivate var withOneScale: Likelihood {
    spread == .perPixel ? Likelihood(family, spread: .shared) : self
  }
}
