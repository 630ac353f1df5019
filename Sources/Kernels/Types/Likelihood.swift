/// The likelihood p(x|z): how a pixel is distributed around what the decoder says of it.
package enum Likelihood: Sendable, Equatable {
  /// Cross-entropy from logits; a likelihood when pixels are 0 or 1.
  case bernoulli
  /// A density on 0...1 in the place of that cross-entropy (Loaiza-Ganem & Cunningham 2019).
  case continuousBernoulli
  /// The scale is the variance σ².
  case gaussian(Spread)
  /// The scale is b, the mean of |x − μ|.
  case laplace(Spread)
  /// The logistic distribution's probability of a bin of 1/255, for pixels that were bytes (Salimans
  /// et al. 2017, PixelCNN++). The scale is s: the deviation is s·π/√3.
  case discretisedLogistic(Spread)
  /// A density whose loss is (1/a)·log cosh(a·(x − μ)): quadratic beside μ, linear far from it.
  case logCosh(sharpness: Float)

  /// The scale of those that have one.
  package var spread: Spread? {
    switch self {
    case .gaussian(let spread), .laplace(let spread), .discretisedLogistic(let spread): spread
    case .bernoulli, .continuousBernoulli, .logCosh: nil
    }
  }

  /// What the decoder gives for each pixel: a logit or a location; and the logarithm of the scale, where
  /// each pixel has its own. All locations come first, then all logarithms.
  package var outputsPerPixel: Int { spread == .perPixel ? 2 : 1 }

  /// How many of those the mean depends on.
  package var meanParameters: Int {
    if case .discretisedLogistic(.perPixel) = self { 2 } else { 1 }
  }

  /// Where a learned logarithm of the scale is cut off; its gradient is zero beyond. σ, b and s are at
  /// least exp(−7) = 9.1e-4, a quarter of the step of byte pixels: where pixels are constant, nothing
  /// else would keep a density from growing without end. They are at most exp(20) = 4.9e8.
  package var logScaleBounds: (least: Float, greatest: Float) {
    // The gaussian's scale is σ².
    if case .gaussian = self { (-14, 40) } else { (-7, 20) }
  }
}

/// Who decides on the scale of a likelihood.
package enum Spread: Sendable, Equatable {
  /// A number given beforehand.
  case fixed(Float)
  /// One number for all pixels, learned by its logarithm.
  case shared
  /// The decoder, for every pixel, by its logarithm.
  case perPixel
}
