import LaneTypes

extension LikelihoodFamily {
  /// The density on 0...1 that is proportional to the Bernoulli form (Loaiza-Ganem & Cunningham 2019).
  static let continuousBernoulli = LikelihoodFamily(
    name: "continuous-bernoulli", meaning: "a density of pixels from 0 to 1",
    paper: "Loaiza-Ganem & Cunningham 2019, arXiv 1907.06845", takes: .nothing, dataRange: 0...1,
    scaleInformation: 1,
    constant: { _ in 0 }, member: { _, _ in .continuousBernoulli },
    takesLogits: true)
}
