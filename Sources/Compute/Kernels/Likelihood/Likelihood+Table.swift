extension Likelihood {
  /// All likelihoods, in the order of `vae-fit --list`.
  package static let families: [any LikelihoodFamily.Type] = [
    BernoulliLikelihood.self,
    ContinuousBernoulliLikelihood.self,
    GaussianLikelihood.self,
    LaplaceLikelihood.self,
    LogCoshLikelihood.self,
    DiscretisedLogisticLikelihood.self,
    PoissonLikelihood.self,
  ]

  /// - Returns: nil for a word that none has.
  package static func family(_ name: some StringProtocol) -> (any LikelihoodFamily.Type)? {
    families.first { $0.name == name }
  }
}
