import LaneTypes

/// A row in the table of likelihoods: what is known of a family beside its arithmetic, which is a file of
/// the same name in `Sources/Lanes/Likelihood`.
package struct LikelihoodFamily: Sendable {
  /// The word of the command line and of model files.
  package let name: String
  /// A few words, as `vae-fit --list` has them.
  package let meaning: String
  /// Authors, year and where to find it; nil for what has none.
  package var paper: String?
  package let takes: Takes
  /// What numbers the data may be.
  let dataRange: ClosedRange<Float>
  /// The Fisher information of the logarithm of the scale in one pixel: the expectation of the squared
  /// derivative of log p by it.
  let scaleInformation: Double
  /// The part of −log p(x|z) that no parameter moves, in nats a pixel: what the kernels leave out.
  let constant: @Sendable (Likelihood) -> Double
  /// The member with a spread or a sharpness.
  let member: @Sendable (Spread, _ sharpness: Float) -> Likelihood
  /// Whether the decoder gives the logit of a probability, not a location.
  var takesLogits = false
  /// The scale of numbers around their mean, for families that have one: from what takes the mean of a function of
  /// their distances.
  var scale: (@Sendable (_ mean: ((Double) -> Double) -> Double) -> Double)?
  /// Of numbers that are steps of 1/steps; nil for all others.
  package var steps: Int?

  /// What follows the word on the command line.
  package enum Takes: Sendable, Equatable {
    case nothing
    /// A number in the metadata `field`, or a scale that is learned.
    case spread(field: String, standard: Spread)
    /// A number in the metadata `@sharpness`.
    case sharpness(standard: Float)
  }

  /// The data of densities without bounds.
  static let anyNumber = -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude

  /// The table.
  package static let all: [LikelihoodFamily] = [
    bernoulli, continuousBernoulli, gaussian, laplace, logCosh, discretisedLogistic,
  ]
}

extension LikelihoodFamily {
  package init?(name: String) {
    guard let family = LikelihoodFamily.all.first(where: { $0.name == name }) else { return nil }
    self = family
  }

  /// All names, with commas between them.
  static var words: String { all.map(\.name).joined(separator: ", ") }
}

extension Likelihood {
  package var family: LikelihoodFamily {
    switch self {
    case .bernoulli: .bernoulli
    case .continuousBernoulli: .continuousBernoulli
    case .gaussian: .gaussian
    case .laplace: .laplace
    case .logCosh: .logCosh
    case .discretisedLogistic: .discretisedLogistic
    }
  }

  /// Whether all pixels share a scale that is learned.
  var hasSharedScale: Bool { spread == .shared }

  var sharpness: Float? { if case .logCosh(let sharpness) = self { sharpness } else { nil } }

  /// Whether −log p(x|z) has a least value that depends on x alone, and that is known: then a row has a
  /// deviance. A scale that is learned leaves no bound.
  package var hasDeviance: Bool {
    switch self {
    case .bernoulli, .gaussian(.fixed), .laplace(.fixed), .logCosh: true
    case .gaussian, .laplace, .continuousBernoulli, .discretisedLogistic: false
    }
  }

  /// The part of −log p(x|z) that no parameter moves, in nats per example.
  ///
  /// Rounded to 2⁻⁴⁰ a pixel: the C library's logarithm is not the same everywhere in its last bit.
  package func constant(features: Int) -> Double {
    let unit = 1.0 / Double(1 << 40)
    return Double(features) * ((family.constant(self) / unit).rounded() * unit)
  }
}
