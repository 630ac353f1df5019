/// The likelihood p(x|z): how each number of the data is distributed around what the decoder says of it.
package struct Likelihood: Sendable {
  /// What is known of its kind, and the type whose arithmetic it has.
  package let family: any LikelihoodFamily.Type
  /// The scale of those that have one.
  package let spread: Spread?
  /// The sharpness of those that have one.
  package let sharpness: Float?

  package init(
    _ family: any LikelihoodFamily.Type, spread: Spread? = nil, sharpness: Float? = nil
  ) {
    (self.family, self.spread, self.sharpness) = (family, spread, sharpness)
  }

  /// What the decoder gives for each number: a logit, a logarithm or a location; and the logarithm of the scale,
  /// where each number has its own. All locations come first, then all logarithms.
  package var outputsPerPixel: Int { spread == .perPixel ? 2 : 1 }

  /// How many of those the mean depends on.
  package var meanParameters: Int { family.meanDependsOnScale ? outputsPerPixel : 1 }

  /// Whether all numbers share a scale that is learned.
  package var hasSharedScale: Bool { spread == .shared }

  /// Whether −log p(x|z) has a least value that depends on x alone, and that is known: then a row has a
  /// deviance. A scale that is learned leaves no bound.
  package var hasDeviance: Bool { family.hasDeviance && !hasLearnedScale }

  /// Whether the scale is found with the model.
  package var hasLearnedScale: Bool { spread == .shared || spread == .perPixel }

  /// The part of −log p(x|z) that no number moves, in nats per example.
  ///
  /// Rounded to 2⁻⁴⁰ a number: the C library's logarithm is not the same everywhere in its last bit.
  package func constant(features: Int) -> Double {
    let unit = 1.0 / Double(1 << 40)
    return Double(features) * ((family.constant(self) / unit).rounded() * unit)
  }
}

extension Likelihood: Equatable {
  package static func == (one: Likelihood, other: Likelihood) -> Bool {
    one.family == other.family && one.spread == other.spread && one.sharpness == other.sharpness
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
