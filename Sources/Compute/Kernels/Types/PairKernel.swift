/// A positive definite function of the squared distance s of two codes.
package enum PairKernel: Sendable, Equatable {
  /// exp(−s / width).
  case gaussian(width: Float)
  /// Σ C / (C + s) over C = width · 0.1, 0.2, 0.5, 1, 2, 5, 10.
  case inverseMultiquadratic(width: Float)
}
