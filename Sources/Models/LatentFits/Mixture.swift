import Networks

/// A mixture of normal distributions, Σ π_k N(μ_k, Σ_k) over K components in d dimensions (Bishop 2006,
/// §9.2, equation 9.7): a distribution to draw z from.
package struct Mixture: Sendable, Equatable {
  /// How a component spreads around its mean.
  package enum Spread: Sendable, Equatable {
    /// Lower triangular Cholesky factors of the covariances, `[K, d, d]`.
    case factors([Float])
    /// Standard deviations of independent numbers, `[K, d]`.
    case deviations([Float])
  }

  package let dimensions: Int
  /// π, `[K]`.
  package let weights: [Float]
  /// μ, `[K, d]`.
  package let means: [Float]
  package let spread: Spread

  package init(dimensions: Int, weights: [Float], means: [Float], spread: Spread) {
    (self.dimensions, self.weights) = (dimensions, weights)
    (self.means, self.spread) = (means, spread)
  }

  /// K.
  package var count: Int { weights.count }

  /// The free parameters of a mixture with full covariances.
  static func parameters(count: Int, dimensions: Int) -> Int {
    count - 1 + count * (dimensions + dimensions * (dimensions + 1) / 2)
  }
}

/// The Bayesian information criterion, −2 log L + p·log N, of which the least is sought (Schwarz 1978, as
/// it is commonly scaled).
///
/// - Parameters:
///   - logLikelihood: nats a row.
///   - parameters: p.
func informationCriterion(logLikelihood: Double, parameters: Int, rows: Int) -> Double {
  -2 * logLikelihood * Double(rows) + Double(parameters) * portableLog(Double(rows))
}
