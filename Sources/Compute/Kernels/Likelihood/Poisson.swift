/// The Poisson distribution, P(x|λ) = λ^x·exp(−λ)/x!; the decoder gives log λ. For whole numbers from 0: floats, or
/// bytes of unit 1.
package enum PoissonLikelihood: LikelihoodFamily {
  package static let name = "poisson"
  package static let meaning = "counts: whole numbers from 0, of the rate that the decoder gives"
  package static let support = Support.counts
  package static let link = Link.log
  package static let hasDeviance = true
  package static let readsLogarithm = true

  package static func binarizationFault(_: Likelihood) -> String? {
    "makes pixels 0 or 1, and this likelihood is one of counts: use --likelihood bernoulli"
  }
}

extension Likelihood {
  package static let poisson = Likelihood(PoissonLikelihood.self)
}
