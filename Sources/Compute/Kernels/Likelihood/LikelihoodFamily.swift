/// A kind of likelihood: all that is known of it but for the vector arithmetic, which is in the file of the same name
/// in `Sources/SIMDKernels/Likelihood`. A new one is these two files and a row in `Likelihood.families`.
package protocol LikelihoodFamily: SendableMetatype {
  /// The word of the command line and of model files.
  static var name: String { get }
  /// A few words, as `vae-fit --list` has them.
  static var meaning: String { get }
  /// Authors, year and where to find it; nil for what has none.
  static var paper: String? { get }
  /// What follows the word.
  static var takes: LikelihoodNumbers { get }
  /// What numbers the data may be.
  static var support: Support { get }
  /// What the decoder gives for a mean.
  static var link: Link { get }
  /// The Fisher information of the logarithm of the scale in one number: the expectation of the squared
  /// derivative of log p by it. 1 without a scale.
  static var scaleInformation: Double { get }
  /// Where a learned logarithm of the scale is cut off; its gradient is zero beyond.
  static var logScaleBounds: (least: Float, greatest: Float) { get }
  /// Whether the mean depends on the scale.
  static var meanDependsOnScale: Bool { get }
  /// Whether the least that −log p(x|z) can be is known from x alone, the scale being given.
  static var hasDeviance: Bool { get }
  /// Whether p(x|z) is a probability only where all data are 0 or 1, and a cross-entropy otherwise.
  static var isOfBits: Bool { get }
  /// Whether the encoder reads log(1 + x) in the place of x: of numbers that have no upper end.
  static var readsLogarithm: Bool { get }
  /// Of data that are steps of 1/steps; nil for all others.
  static var steps: Int? { get }
  /// The part of −log p(x|z) that neither the data nor a parameter moves, in nats a number: what the kernels leave
  /// out.
  static func constant(_ likelihood: Likelihood) -> Double
  /// The scale of numbers around their mean; nil without one.
  ///
  /// - Parameter mean: takes the mean of a function of their distances.
  static func scale(_ mean: ((Double) -> Double) -> Double) -> Double?
  /// Why a likelihood has no use for data that are drawn as 0 and 1; nil where it has.
  static func binarizationFault(_ likelihood: Likelihood) -> String?
}

extension LikelihoodFamily {
  package static var paper: String? { nil }
  package static var takes: LikelihoodNumbers { .nothing }
  package static var link: Link { .identity }
  package static var scaleInformation: Double { 1 }
  /// b and s are at least exp(−7) = 9.1e-4, a quarter of the step of byte pixels: where pixels are constant,
  /// nothing else would keep a density from growing without end. They are at most exp(20) = 4.9e8.
  package static var logScaleBounds: (least: Float, greatest: Float) { (-7, 20) }
  package static var meanDependsOnScale: Bool { false }
  package static var hasDeviance: Bool { false }
  package static var isOfBits: Bool { false }
  package static var readsLogarithm: Bool { false }
  package static var steps: Int? { nil }
  package static func constant(_ likelihood: Likelihood) -> Double { 0 }
  package static func scale(_ mean: ((Double) -> Double) -> Double) -> Double? { nil }
  package static func binarizationFault(_ likelihood: Likelihood) -> String? {
    likelihood.hasLearnedScale
      ? "makes pixels 0 or 1, and a scale that is learned falls to nothing on them: "
        + "use --likelihood bernoulli" : nil
  }
}

/// What follows the word of a likelihood on the command line.
package enum LikelihoodNumbers: Sendable, Equatable {
  case nothing
  /// A number in the metadata `field`, or a scale that is learned.
  case spread(field: String, standard: Spread)
  /// A number in the metadata `@sharpness`.
  case sharpness(standard: Float)
}

/// What the decoder gives for a mean.
package enum Link: Sendable {
  /// The mean itself, or a location.
  case identity
  /// The logit of a probability.
  case logit
  /// The logarithm of a mean greater than 0.
  case log
}
