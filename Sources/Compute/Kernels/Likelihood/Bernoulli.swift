/// Cross-entropy from logits; a likelihood where pixels are 0 or 1.
package enum BernoulliLikelihood: LikelihoodFamily {
  package static let name = "bernoulli"
  package static let meaning = "pixels of 0 and 1; the cross-entropy of grey ones"
  package static let support = Support.unit
  package static let link = Link.logit
  package static let hasDeviance = true
  package static let isOfBits = true
}

extension Likelihood {
  package static let bernoulli = Likelihood(BernoulliLikelihood.self)
}
