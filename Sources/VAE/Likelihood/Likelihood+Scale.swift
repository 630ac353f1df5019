import LaneTypes

extension Likelihood {
  /// Whether all pixels share a scale that is learned.
  var hasSharedScale: Bool { spread == .shared }

  /// The Fisher information of the logarithm of the scale in one pixel: the expectation of the squared
  /// derivative of log p by it. ½ for log σ², 1 for log b, (3 + π²)/9 for log s.
  var scaleInformation: Double {
    switch self {
    case .gaussian: 0.5
    case .laplace: 1
    case .discretisedLogistic: (3 + Double.pi * Double.pi) / 9
    case .bernoulli, .continuousBernoulli, .logCosh: 1
    }
  }

  var sharpness: Float? { if case .logCosh(let sharpness) = self { sharpness } else { nil } }

  /// The word of the command line and of model files.
  package var name: String {
    let family: LikelihoodFamily =
      switch self {
      case .bernoulli: .bernoulli
      case .continuousBernoulli: .continuousBernoulli
      case .gaussian: .gaussian
      case .laplace: .laplace
      case .logCosh: .logCosh
      case .discretisedLogistic: .discretisedLogistic
      }
    return family.rawValue
  }
}
