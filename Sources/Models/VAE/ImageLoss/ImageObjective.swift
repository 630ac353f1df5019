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
