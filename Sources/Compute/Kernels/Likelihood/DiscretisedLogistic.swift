/// The logistic distribution's probability of a bin of 1/255, for pixels that were bytes (Salimans et al. 2017,
/// PixelCNN++). The scale is s: the deviation is s·π/√3. One of a fixed scale fits few data, so that one is learned
/// unless asked otherwise.
package enum DiscretisedLogisticLikelihood: LikelihoodFamily {
  package static let name = "discretised-logistic"
  package static let meaning = "the probability of a byte"
  package static let paper: String? = "Kingma et al. 2016, arXiv 1606.04934"
  package static let takes = LikelihoodNumbers.spread(field: "@scale", standard: .shared)
  package static let support = Support.unit
  /// That of log s.
  package static let scaleInformation = (3 + Double.pi * Double.pi) / 9
  package static let meanDependsOnScale = true
  package static let steps: Int? = 255

  /// That of the same variance, which is s²·π²/3.
  package static func scale(_ mean: ((Double) -> Double) -> Double) -> Double? {
    (mean { $0 * $0 } * 3).squareRoot() / Double.pi
  }

  package static func binarizationFault(_: Likelihood) -> String? {
    "makes pixels 0 or 1, and this likelihood is one of bytes: use --likelihood bernoulli"
  }
}

extension Likelihood {
  package static func discretisedLogistic(_ scale: Spread) -> Likelihood {
    Likelihood(DiscretisedLogisticLikelihood.self, spread: scale)
  }
}
