import LaneTypes

extension LikelihoodFamily {
  /// A logistic of a fixed scale fits few data, so that one is learned unless asked otherwise. The
  /// information is that of log s. The variance is s²·π²/3, and s around a mean that of the same variance.
  static let discretisedLogistic = LikelihoodFamily(
    name: "discretised-logistic", meaning: "the probability of a byte",
    paper: "Kingma et al. 2016, arXiv 1606.04934",
    takes: .spread(field: "@scale", standard: .shared),
    dataRange: 0...1, scaleInformation: (3 + Double.pi * Double.pi) / 9,
    constant: { _ in 0 }, member: { spread, _ in .discretisedLogistic(spread) },
    scale: { mean in (mean { $0 * $0 } * 3).squareRoot() / Double.pi }, steps: 255)
}
