import Kernels

/// A loss that compares an example with the mean image of p(x|z), added to −log p(x|z) in training. Each
/// has a file of its own here.
package protocol ImageLoss: Sendable {
  /// The memory for batches of up to `size` examples.
  ///
  /// - Parameter training: whether gradients will be asked for.
  func pass(_ configuration: Configuration, size: Int, training: Bool, engine: Engine)
    -> any ImageLossPass
}

/// The way of a batch's mean images through a loss.
package protocol ImageLossPass: AnyObject {
  /// - Parameters:
  ///   - mean: E[x|z], `[features, batch]`.
  ///   - target: the examples, `[features, batch]`.
  ///   - gradient: where the gradient on the mean images is added, that of the loss's mean over the
  ///     examples, `[features, batch]`; zero beyond the batch.
  /// - Returns: the loss summed over the examples, its weight included.
  func run(_ mean: Panels, target: Panels, gradient: Panels?) -> Double
}

/// How examples and reconstructions are compared in training: what −log p(x|z) weighs, and what is added
/// to it. The model's likelihood is the same with and without.
package struct ImageObjective: Sendable, Equatable {
  /// What −log p(x|z) weighs. A scale that all pixels share follows the likelihood whatever this is.
  package var likelihoodWeight = 1.0
  package var similarity: SimilarityLoss?
  package var perceptual: PerceptualLoss?

  /// The weight of the similarity; nil for none.
  package var similarityWeight: Double? {
    get { similarity?.weight }
    set { similarity = newValue.map { SimilarityLoss(weight: $0) } }
  }

  package init() {}

  /// The losses beside the likelihood, in the order in which they are added.
  var losses: [any ImageLoss] {
    [similarity as (any ImageLoss)?, perceptual].compactMap { $0 }
  }

  /// Whether there is a loss beside the likelihood.
  package var hasLosses: Bool { similarity != nil || perceptual != nil }
}
