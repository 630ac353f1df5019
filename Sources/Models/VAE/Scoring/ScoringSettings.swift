import Kernels

/// How rows are scored.
package struct ScoringSettings: Sendable, Equatable {
  /// Where z comes from.
  package enum Draws: Sendable, Equatable {
    /// The posterior's mean, no draw.
    case mean
    /// So many draws, whose mean is the reconstruction.
    case posterior(Int)
    /// So many draws, which are also weighted by importance.
    case importance(Int)
  }

  package var draws: Draws
  package var seed: UInt64

  package init(draws: Draws, seed: UInt64) { (self.draws, self.seed) = (draws, seed) }

  /// Passes through the decoder for each row.
  func passes(of bottleneck: any Bottleneck) -> Int {
    switch draws {
    case .mean: 1
    case .posterior(let count), .importance(let count): bottleneck.isRandom ? count : 1
    }
  }

  /// The most draws: a draw has a number of 24 bits.
  package static let mostDraws = 1 << 24 - 1

  /// The figures of a row, by name.
  ///
  /// - Parameter isLikelihood: whether p(x|z) is a probability or a density of the data. Cross-entropy
  ///   with grey pixels is neither, and has names that say so.
  package func names(of model: Configuration, isLikelihood: Bool) -> [String] {
    figures(of: model, isLikelihood: isLikelihood)
      + (model.likelihood.hasDeviance ? ["deviance"] : [])
  }

  private func figures(of model: Configuration, isLikelihood: Bool) -> [String] {
    let names =
      isLikelihood
      ? ["reconstruction", "kl", "elbo", "log_likelihood", "ess"]
      : ["bce", "kl", "bce_elbo", "bce_iwae", "ess"]
    guard model.bottleneck.hasPrior else { return Array(names[..<1]) }
    switch draws {
    // The KL from a learned prior is known by draws alone.
    case .mean: return Array(names[..<(model.hasClosedDivergence ? 2 : 1)])
    case .posterior: return Array(names[..<3])
    case .importance: return names
    }
  }
}
