import Glibc

/// The Laplace distribution; the scale is b, the mean of |x − μ|.
package enum LaplaceLikelihood: LikelihoodFamily {
  package static let name = "laplace"
  package static let meaning = "the absolute error, with a scale"
  package static let takes = LikelihoodNumbers.spread(field: "@scale", standard: .fixed(1))
  package static let support = Support.real
  package static let hasDeviance = true

  package static func constant(_ likelihood: Likelihood) -> Double {
    guard case .fixed(let scale) = likelihood.spread else { return log(2) }
    return log(2 * Double(scale))
  }

  package static func scale(_ mean: ((Double) -> Double) -> Double) -> Double? { mean { abs($0) } }
}

extension Likelihood {
  package static func laplace(_ scale: Spread) -> Likelihood {
    Likelihood(LaplaceLikelihood.self, spread: scale)
  }
}
