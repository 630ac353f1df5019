import Kernels
import LaneTypes

/// What training asks of the codes beside a good reconstruction.
package enum CodeObjective: Sendable, Equatable {
  /// beta · KL: the evidence lower bound, or the β-VAE (Higgins et al. 2017).
  case elbo
  /// weight · |KL − C|, with C rising from 0 to `nats` in some epochs (Burgess et al. 2018, equation 8).
  case capacity(weight: Double, nats: Double, epochs: Double)
  /// weight · |KL − C| for the numbers and for the categories of a joint bottleneck, each with a C of its
  /// own that rises from 0 to its nats in some epochs (Dupont 2018, equation 7).
  case capacities(weight: Double, nats: Double, categoryNats: Double, epochs: Double)
  /// beta · KL, and the covariance of codes drawn to I (Kumar et al. 2018, equations 6 and 7).
  case covariance(CovariancePenalty)
  /// A share of the KL, and the maximum mean discrepancy between codes and the prior.
  case discrepancy(DiscrepancyPenalty)
  /// beta · KL, and more for the total correlation (Chen et al. 2018).
  case correlation(CorrelationPenalty)
  /// beta · KL, and more for the total correlation, by a discriminator (Kim & Mnih 2018).
  case factor(FactorPenalty)
  /// The sliced Wasserstein distance in the place of the KL (Kolouri et al. 2019).
  case sliced(SlicedPenalty)
  /// A bound from several draws of z for each example, in the place of the KL.
  case bound(Bound)

  /// The most examples in a step where all pairs of them are kept, or their order in many directions: 64
  /// MiB.
  package static let mostPairedExamples = 4096

  /// Whether a step is limited to so many examples.
  package var keepsPairs: Bool {
    switch self {
    case .correlation, .sliced: true
    case .elbo, .capacity, .capacities, .covariance, .discrepancy, .factor, .bound: false
    }
  }

  /// Whether it asks for so many nats of KL.
  package var hasCapacity: Bool {
    switch self {
    case .capacity, .capacities: true
    case .elbo, .covariance, .discrepancy, .correlation, .factor, .sliced, .bound: false
    }
  }

  /// Whether it adds a figure of its own to the loss: a penalty, or what a bound gains over the evidence
  /// lower bound.
  package var hasPenalty: Bool {
    if case .bound(let bound) = self { bound.draws > 1 } else { penalty != nil }
  }

  /// Whether the loss is a bound on −log p(x) where z has a KL, but for the weight of that and losses on images.
  package var isBound: Bool {
    switch self {
    case .elbo, .bound: true
    case .capacity, .capacities, .covariance, .discrepancy, .correlation, .factor, .sliced: false
    }
  }

  /// The bound that draws are made for; nil where the bottleneck's own regulariser is minimised.
  package var bound: Bound? { if case .bound(let bound) = self { bound } else { nil } }

  /// The penalty that it adds to the loss; nil where it only weighs the KL.
  var penalty: (any Penalty)? {
    switch self {
    case .elbo, .capacity, .capacities, .bound: nil
    case .covariance(let penalty): penalty
    case .discrepancy(let penalty): penalty
    case .correlation(let penalty): penalty
    case .factor(let penalty): penalty
    case .sliced(let penalty): penalty
    }
  }

  /// The fewest examples that a step must have for what it asks of the codes of a batch; 1 where it asks nothing
  /// of them together.
  package var leastExamples: Int { penalty?.leastExamples ?? 1 }

  /// The discriminator that it learns beside the model, as it is at first; nil where it has none.
  package func discriminator(
    _ bottleneck: Bottleneck, seed: UInt64, engine: Engine
  ) -> Discriminator? {
    guard case .factor(let penalty) = self else { return nil }
    return Discriminator(
      inputs: bottleneck.width, width: penalty.width, layers: penalty.layers, seed: seed,
      engine: engine)
  }
}

/// A figure of the codes of a batch that is added to the loss. Each has a file of its own here.
protocol Penalty: Sendable {
  /// The fewest examples that it can be told from. A batch of fewer is left out: its figure and its gradients
  /// are 0, and nothing is learned of it.
  var leastExamples: Int { get }

  /// Whether it is of how examples lie to each other. Else it is a mean of what each example has alone.
  var isOfPairs: Bool { get }

  /// The memory for batches of up to `size` examples.
  ///
  /// - Parameter discriminator: the one of the objective, which may be shared by several passes.
  func pass(
    _ bottleneck: Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass
}

extension Penalty {
  var leastExamples: Int { 2 }
  var isOfPairs: Bool { true }

  /// What a batch of `count` examples counts in the mean over an epoch, a full one of `size` counting `size`.
  ///
  /// A figure of pairs counts by their number, n(n − 1). A discrepancy's estimates have no bias, and so has no
  /// mean of them whose weights do not depend on the codes. Their variance falls with the square of n where codes
  /// and prior agree, so that by these weights the mean varies least: two examples behind a full batch do not
  /// drown it. The other figures have a bias that falls with n, and are nearest to those of full batches so.
  func weight(_ count: Int, of size: Int) -> Double {
    guard count >= leastExamples else { return 0 }
    return isOfPairs ? Double(count) * (Double(count - 1) / Double(size - 1)) : Double(count)
  }
}

/// The way of a batch's codes through a penalty.
protocol PenaltyPass: AnyObject {
  /// The penalty of a batch in nats.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[parameters, batch]`.
  ///   - z: `[width, batch]`.
  ///   - examples: of the data set.
  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double

  /// Adds the gradient of the last batch's penalty on z, zero beyond the batch.
  func addGradient(z: Panels, to gradient: Panels)

  /// Adds that on the encoder's output, where the penalty depends on it otherwise than through z.
  func addGradient(parameters: Panels, to gradient: Panels)

  /// Moves what the penalty itself learns of the last batch, after the model's step.
  func learn(z: Panels, noise: Noise)
}

extension PenaltyPass {
  func addGradient(z: Panels, to gradient: Panels) {}
  func addGradient(parameters: Panels, to gradient: Panels) {}
  func learn(z: Panels, noise: Noise) {}
}
