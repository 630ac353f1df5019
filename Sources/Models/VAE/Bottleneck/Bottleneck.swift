import Kernels
import Networks
import TensorIO
import Words

/// What lies between encoder and decoder: how z is made of the encoder's output, and what prior it has.
///
/// A bottleneck is a value of a type of its own. All that is known of it stands in that type's file, with the pass
/// of a batch beside it, and it has a row in the table `Bottlenecks.all`; no other source names it.
package protocol Bottleneck: Sendable, Equatable {
  /// The word of the command line and of model files, what it means, the paper, and what the numbers behind it make.
  static var word: Word<BottleneckChoice> { get }
  /// The options of the command line that it reads, `--latent` apart.
  static var options: Set<BottleneckOption> { get }
  /// All words of `@bottleneck` that stand for it.
  static var fileWords: [String] { get }

  /// - Throws: `VAEError`, naming the field, what it holds and what was expected.
  init(_ fields: Fields) throws
  /// What a model file says of it beside its word; `init` reads it back.
  var fields: [Tensor] { get }
  /// Refuses what does not go with the rest of the model.
  func check(in configuration: Configuration) throws(VAEError)

  /// Numbers that the encoder gives for each example.
  var encoderOutputs: Int { get }
  /// The activation of the encoder's last layer.
  var activation: Activation { get }
  /// Numbers in z, as the decoder takes it.
  var width: Int { get }
  /// The dimensions of a normal posterior, the first of z; nil where there is none.
  var normalSize: Int? { get }
  /// The discrete variables; nil where there are none.
  var discreteVariables: Int? { get }
  /// What each variable may be, from 0, where their codes alone tell z; else nil.
  var codeChoices: Int? { get }
  /// z from codes, where there are `codeChoices`.
  ///
  /// - Parameter codes: `[rows, variables]`, each below `codeChoices`.
  /// - Returns: `[rows, width]`.
  func latents(of codes: [Int32], in model: Model) -> [Float]
  /// Whether draws of z differ.
  var isRandom: Bool { get }
  /// Whether z can be any numbers, so that an objective may draw it to N(0, I).
  var canFollowNormal: Bool { get }

  /// What its regulariser is called in logs and model files; nil where it has none of its own.
  var regulariser: String? { get }
  /// The weight of the regulariser where none is asked for.
  var standardBeta: Double { get }
  /// The draws of its prior, or why it has none.
  var prior: BottleneckPrior { get }
  /// Whether `CodeUsage` has a perplexity.
  var hasPerplexity: Bool { get }

  /// The channels of z where each position of the encoder's last image can be a variable; else nil.
  var positionChannels: Int? { get }
  /// The same with a variable for each of so many positions.
  func with(positions: Int) -> Self

  /// What it learns beside the layers, in the order of the model file.
  var learned: [ParameterPlan] { get }
  /// Those as they are at first; nil where nothing is learned.
  func makeParameters() -> (any BottleneckParameters)?
  /// Fits what sampling draws from to the data, after the training.
  ///
  /// - Parameters:
  ///   - examples: how many there are.
  ///   - codes: hands the discrete variables of all examples, `[rows, variables]`, to what it is given, a batch after
  ///     the other.
  func fitPrior(of model: Model, examples: Int, codes: (_ count: ([Int32]) -> Void) -> Void)

  /// The memory for batches of up to `size` examples.
  func pass(_ model: Model, objective: Objective, size: Int, engine: Engine) -> any BottleneckPass
}

/// What most bottlenecks have not.
extension Bottleneck {
  package static var fileWords: [String] { [String(word.name)] }
  package static var options: Set<BottleneckOption> { [] }

  package func check(in configuration: Configuration) throws(VAEError) {}

  package var activation: Activation { .identity }
  package var normalSize: Int? { nil }
  package var discreteVariables: Int? { nil }
  package var codeChoices: Int? { nil }
  package func latents(of codes: [Int32], in model: Model) -> [Float] { [] }
  package var isRandom: Bool { false }
  package var canFollowNormal: Bool { discreteVariables == nil }

  package var regulariser: String? { nil }
  package var standardBeta: Double { 1 }
  package var hasPerplexity: Bool { false }

  package var positionChannels: Int? { nil }
  package func with(positions: Int) -> Self { self }

  package var learned: [ParameterPlan] { [] }
  package func makeParameters() -> (any BottleneckParameters)? { nil }
  package func fitPrior(
    of model: Model, examples: Int, codes: (_ count: ([Int32]) -> Void) -> Void
  ) {}
}

/// What follows from the rest.
extension Bottleneck {
  package var name: String { String(Self.word.name) }

  /// Whether there is a distribution to draw z from.
  package var hasPrior: Bool { if case .draws = prior { true } else { false } }

  /// Whether z has a normal posterior and nothing beside it.
  package var isNormal: Bool { normalSize == width }

  /// Whether z has normal numbers and categories side by side, each with a part of the regulariser.
  package var isMixed: Bool { normalSize != nil && discreteVariables != nil }

  /// Whether its regulariser is the KL from the prior.
  package var hasDivergence: Bool { regulariser == "kl" }

  /// The numbers or variables of z that have a KL of their own.
  package var dimensions: Int { (normalSize ?? 0) + (discreteVariables ?? 0) }
}

/// How z is drawn from a prior, or why it is not.
package enum BottleneckPrior {
  /// The rows of these numbers, from what the prior draws for them from the seed.
  package typealias Draws = (Prior, Range<Int>, UInt64) -> Codes

  case draws(Draws)
  /// A whole message.
  case none(String)

  /// Of an autoencoder.
  static var ofAutoencoder: BottleneckPrior {
    .none(
      "an autoencoder has no prior to draw from: fit one to its codes, as in "
        + "vae-encode MODEL data.t > codes.t; latent-fit gaussian codes.t > prior.t; "
        + "latent-sample --from prior.t")
  }
}

/// The memory of what a bottleneck learns beside the layers.
package protocol BottleneckParameters: AnyObject, Sendable {
  /// For each of `Bottleneck.learned`.
  var storages: [ParameterStorage] { get }
}
