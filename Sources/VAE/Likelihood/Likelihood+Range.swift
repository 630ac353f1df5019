import LaneTypes

extension Likelihood {
  /// What numbers the data may be.
  package var dataRange: ClosedRange<Float> {
    switch self {
    case .bernoulli, .continuousBernoulli, .discretisedLogistic: 0...1
    case .gaussian, .laplace, .logCosh:
      -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude
    }
  }
}
