/// The likelihood p(x|z) of a pixel, as the kernels need it.
package enum Likelihood: Sendable, Equatable {
  /// Cross-entropy from logits; a likelihood when pixels are 0 or 1.
  case bernoulli
  /// A Gaussian of fixed variance around the decoder's output.
  case gaussian(variance: Float)
}
