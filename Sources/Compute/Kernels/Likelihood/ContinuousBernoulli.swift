/// The density on 0...1 that is proportional to the Bernoulli form (Loaiza-Ganem & Cunningham 2019).
package enum ContinuousBernoulliLikelihood: LikelihoodFamily {
  package static let name = "continuous-bernoulli"
  package static let meaning = "a density of pixels from 0 to 1"
  package static let paper: String? = "Loaiza-Ganem & Cunningham 2019, arXiv 1907.06845"
  package static let support = Support.unit
  package static let link = Link.logit

  package static func binarizationFault(_: Likelihood) -> String? {
    "makes pixels 0 or 1, which this density is not for: use --likelihood bernoulli"
  }
}

extension Likelihood {
  package static let continuousBernoulli = Likelihood(ContinuousBernoulliLikelihood.self)
}
