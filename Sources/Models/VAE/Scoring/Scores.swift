import Kernels

/// What some rows score, a number a row, all in nats but the last two.
///
/// A figure that single precision cannot hold is the worst that it could be: a cost inf, a bound on log p(x) −inf,
/// and no draw counts.
package struct Scores: Sendable {
  /// −log p(x|z): the mean over the draws of z, or at the posterior's mean.
  package var reconstruction: [Float] = []
  /// KL(q(z|x) ‖ p(z)), of a learned prior the mean of log q(z|x) − log p(z) over the draws; nil without
  /// draws then, and for an autoencoder, which has no posterior.
  package var divergence: [Float]?
  /// The evidence lower bound −(reconstruction + KL); nil where z was not drawn.
  package var elbo: [Float]?
  /// log p(x) by importance weighting, a lower bound in expectation (Burda et al. 2016, equation 8).
  package var logLikelihood: [Float]?
  /// The effective size of that sample: (Σ w)² / Σ w².
  package var effectiveSamples: [Float]?

  /// 2·(log p(x|x) − log p(x|z)), where p(x|x) is the best that any z could do: 0 for a perfect
  /// reconstruction. nil where that is not known.
  package var deviance: [Float]?

  /// No rows, with all figures that there will be.
  init(_ settings: ScoringSettings, _ model: Configuration) {
    if model.likelihood.hasDeviance { deviance = [] }
    guard model.bottleneck.hasPrior, model.hasClosedDivergence || settings.draws != .mean else {
      return
    }
    divergence = []
    if settings.draws != .mean { elbo = [] }
    if case .importance = settings.draws { (logLikelihood, effectiveSamples) = ([], []) }
  }

  /// The figures that may be missing, in the order of columns and tables, with the worst that each can be.
  private static var figures: [(WritableKeyPath<Scores, [Float]?>, worst: Float)] {
    [
      (\.divergence, .infinity), (\.elbo, -.infinity), (\.logLikelihood, -.infinity),
      (\.effectiveSamples, 0), (\.deviance, .infinity),
    ]
  }

  /// The figures that are there, in the order of columns and tables.
  package var columns: [[Float]] {
    [reconstruction] + Self.figures.compactMap { self[keyPath: $0.0] }
  }

  /// The rows, counted from the first of these, that have a figure beyond single precision.
  package var rowsBeyond: [Int] {
    let columns = columns
    return reconstruction.indices.filter { row in columns.contains { !$0[row].isFinite } }
  }

  /// Makes each figure that is not finite the worst. The sign of what overflowed says nothing: it may be that of
  /// an infinite number less another.
  mutating func settle() {
    func settled(_ column: [Float], _ worst: Float) -> [Float] {
      column.map { $0.isFinite ? $0 : worst }
    }
    reconstruction = settled(reconstruction, .infinity)
    for (figure, worst) in Self.figures {
      self[keyPath: figure] = self[keyPath: figure].map { settled($0, worst) }
    }
  }

  static func += (scores: inout Scores, more: Scores) {
    scores.reconstruction += more.reconstruction
    for (figure, _) in figures { scores[keyPath: figure]? += more[keyPath: figure] ?? [] }
  }
}
