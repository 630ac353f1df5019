import Networks
import TensorIO
import Words

/// The prior p(z) of a normal bottleneck.
///
/// Each is a value in a file of its own here, with a row in the table `LatentPriors`. Its description is its word and
/// its numbers, as the command line has them. What most priors have in common is the standard of a requirement.
package protocol LatentPrior: Sendable, Equatable, CustomStringConvertible {
  /// What its word means and what the numbers behind it make.
  static var word: Word<any LatentPrior> { get }

  /// Reads its numbers from the metadata of a model.
  ///
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  init(_ fields: Fields) throws

  /// Its numbers as metadata.
  var fields: [Tensor] { get }

  /// Whether it is N(0, I), from which a normal posterior has a KL that is known without a draw.
  var isStandardNormal: Bool { get }

  /// The pseudo-inputs that pass through the encoder behind each batch.
  var pseudoInputs: Int { get }

  /// Whether it is made of posteriors that must be normal, so that no flow may follow them.
  var needsNormalPosteriors: Bool { get }

  /// The shapes of the weights that it learns under their names in the model file, and the number of biases.
  func plan(_ configuration: Configuration) -> [ParameterPlan]

  /// What it learns, all zero.
  func layers(_ configuration: Configuration) -> any PriorLayers

  /// Refuses a model with a normal bottleneck that has no use for it.
  func check(_ configuration: Configuration) throws(VAEError)

  /// Why a run with a normal bottleneck cannot have it; nil where it can.
  ///
  /// - Parameters:
  ///   - width: numbers in z.
  ///   - draws: of z in a step.
  func fault(width: Int, isConditional: Bool, draws: Int) -> String?
}

extension LatentPrior {
  package static var name: String { String(word.name) }
  /// The word of the command line and of model files.
  package var name: String { Self.name }

  package var isStandardNormal: Bool { false }
  package var pseudoInputs: Int { 0 }
  package var needsNormalPosteriors: Bool { false }
  package func check(_ configuration: Configuration) throws(VAEError) {}
  package func fault(width: Int, isConditional: Bool, draws: Int) -> String? { nil }

  /// Why a run cannot have the prior; nil where it can.
  ///
  /// - Parameter draws: of z in a step.
  package func refusal(_ bottleneck: any Bottleneck, isConditional: Bool, draws: Int) -> String? {
    if isStandardNormal { return nil }
    guard bottleneck.isNormal else {
      return "belongs to --bottleneck \(Bottlenecks.words { $0.isNormal })"
    }
    return fault(width: bottleneck.width, isConditional: isConditional, draws: draws)
  }
}

extension Configuration {
  /// The shapes of the prior's weights under their names in the model file, and the number of biases.
  var priorPlan: [ParameterPlan] { prior.plan(self) }

  /// Refuses a prior that the rest of the model has no use for.
  func checkPrior() throws(VAEError) {
    if prior.isStandardNormal { return }
    guard bottleneck.isNormal else {
      throw VAEError(
        "the prior \(prior.name) needs the bottleneck \(Bottlenecks.words { $0.isNormal })")
    }
    try prior.check(self)
  }
}
