/// What a denoising autoencoder does to its input, as in Vincent et al. 2010, section 3.3. Each feature
/// is drawn on its own.
package enum Corruption: Sendable, Equatable {
  /// x + σ·ε with ε from N(0, 1). The result is not clipped: it may leave [0, 1].
  case gaussian(deviation: Float)
  /// 0 with this probability.
  case mask(probability: Float)
  /// 0 or 1 with this probability, either as often.
  case saltAndPepper(probability: Float)
}
