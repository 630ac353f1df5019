import Found
import Networks
import TensorIO
import Words

/// The table of priors.
package enum LatentPriors {
  /// In the order of `vae-fit --list`. The first is that of models that say nothing of a prior.
  private static let all: [any LatentPrior.Type] = [
    NormalPrior.self, VampPrior.self, HierarchyPrior.self, FlowPrior.self,
  ]

  /// What each word means and what it makes.
  package static let words = all.map { $0.word }

  /// What the command line expects.
  package static var syntax: String { alternatives(words.map(\.form)) }

  /// What a width or a number of components may be.
  static let widths = 1...65_536

  /// The metadata with its name in a model.
  private static let field = "@latent-prior"

  /// The word in `@bottleneck` of a normal posterior with a prior that is learned: a reader that knows no
  /// such priors must refuse the model, not draw from N(0, I).
  static var bottleneckWord: String { "gaussian-prior" }

  /// The prior of a model.
  ///
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  static func read(_ fields: Fields, bottleneckWord: String) throws -> any LatentPrior {
    let isRequired = bottleneckWord == LatentPriors.bottleneckWord
    guard isRequired || fields.has(field) else { return .normal }
    guard isRequired || bottleneckWord == Flow.bottleneckWord else {
      throw VAEError(
        "'\(field)' with the bottleneck '\(bottleneckWord)', expected "
          + "\(LatentPriors.bottleneckWord) or \(Flow.bottleneckWord)")
    }
    let (name, learned) = (try fields.text(field), all.dropFirst())
    guard let type = learned.first(where: { $0.name == name }) else {
      throw VAEError(
        "'\(field)' is \(quoted(name)), expected \(alternatives(learned.map { $0.name })): "
          + "a newer model?")
    }
    return try type.init(fields)
  }

  /// The metadata of a prior; none where it is N(0, I).
  static func tensors(_ prior: any LatentPrior) -> [Tensor] {
    prior.isStandardNormal ? [] : [Tensor(field, text: prior.name)] + prior.fields
  }
}
