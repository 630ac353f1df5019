import Glibc

/// A density whose loss is (1/a)·log cosh(a·(x − μ)): quadratic beside μ, linear far from it. With a sharpness `a`
/// of 10 the loss is quadratic up to a tenth of a pixel's range, and linear beyond.
package enum LogCoshLikelihood: LikelihoodFamily {
  package static let name = "log-cosh"
  package static let meaning =
    "like the square near the mean and like the absolute value far from it"
  package static let paper: String? = "Chen et al. 2018, OpenReview rkglvsC9Ym"
  package static let takes = LikelihoodNumbers.sharpness(standard: 10)
  package static let support = Support.real
  package static let hasDeviance = true

  /// log ∫ exp(−(1/a) log cosh(a·t)) dt. With u = a·t the integral is (1/a)·∫ sech(u)^(1/a) du, which is
  /// B(1/(2a), ½)/a, B the beta function: Γ(1/(2a))·√π/Γ(1/(2a) + ½).
  package static func constant(_ likelihood: Likelihood) -> Double {
    let a = Double(likelihood.sharpness ?? 1)
    let half = 1 / (2 * a)
    return lgamma(half).0 + 0.5 * log(Double.pi) - lgamma(half + 0.5).0 - log(a)
  }
}

extension Likelihood {
  package static func logCosh(sharpness: Float) -> Likelihood {
    Likelihood(LogCoshLikelihood.self, sharpness: sharpness)
  }
}
