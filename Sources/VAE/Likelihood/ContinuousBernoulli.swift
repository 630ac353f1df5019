import LaneTypes

extension LikelihoodFamily {
  /// The density on 0...1 that is proportional to the Bernoulli form (Loaiza-Ganem & Cunningham 2019).
  static let continuousBernoulli = LikelihoodFamily(
    name: "continuous-bernoulli", takes: .nothing, dataRange: 0...1, scaleInformation: 1,
    constant: { _ in 0 }, member: { _, _ in .continuousBernoulli })
}
