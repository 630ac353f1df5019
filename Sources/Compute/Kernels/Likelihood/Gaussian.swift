import Glibc

/// The normal distribution; the scale is the variance σ². A variance of ½ makes the loss a plain sum of squares.
package enum GaussianLikelihood: LikelihoodFamily {
  package static let name = "gaussian"
  package static let meaning = "normal, of a variance that is given, learned or that of each pixel"
  package static let paper: String? = "Rybkin et al. 2021, arXiv 2006.13202"
  package static let takes = LikelihoodNumbers.spread(field: "@variance", standard: .fixed(0.5))
  package static let support = Support.real
  /// That of log σ².
  package static let scaleInformation = 0.5
  /// The bounds of other scales, squared.
  package static let logScaleBounds: (least: Float, greatest: Float) = (-14, 40)
  package static let hasDeviance = true

  package static func constant(_ likelihood: Likelihood) -> Double {
    guard case .fixed(let variance) = likelihood.spread else { return 0.5 * log(2 * Double.pi) }
    return 0.5 * log(2 * Double.pi * Double(variance))
  }

  package static func scale(_ mean: ((Double) -> Double) -> Double) -> Double? { mean { $0 * $0 } }
}

extension Likelihood {
  package static func gaussian(_ variance: Spread) -> Likelihood {
    Likelihood(GaussianLikelihood.self, spread: variance)
  }
}
