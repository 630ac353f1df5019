import Datasets
import Kernels
import Networks
import TensorIO

/// A model and its record as one frame of tensors, as `formats/model.md` lays it down.
package struct ModelFile: Sendable {
  package let model: Model
  package let record: TrainingRecord

  package init(_ model: Model, record: TrainingRecord) {
    (self.model, self.record) = (model, record)
  }

  /// The classes that the model was fitted to.
  package var classes: ClassSet {
    ClassSet(range: model.configuration.classes, counts: record.classCounts)
  }

  /// The words in `@model`.
  static let kind = "vae"
  static let conditionalKind = "cvae"

  /// - Throws: `VAEError`, if a parameter is not finite; `StreamError`, if the model is larger than a
  ///   frame may be.
  package func frame() throws -> Frame { try Frame(metadata + parameters()) }

  /// Checks that a model would fit a frame, before any memory is taken for it.
  ///
  /// - Throws: `VAEError`.
  package static func checkSize(of configuration: Configuration) throws(VAEError) {
    // 64 KiB are more than the metadata and the names of 128 layers take.
    let limit = (Limits.standard.body - 1 << 16) / MemoryLayout<Float>.stride
    let count = configuration.parameterCount
    guard count <= limit else {
      throw VAEError(
        "the model would have \(count) parameters, a model file holds at most \(limit): "
          + "use fewer or narrower layers, or fewer latent dimensions")
    }
  }

  private var metadata: [Tensor] {
    let isConditional = model.configuration.classes > 0
    var tensors = [
      Tensor("@model", text: isConditional ? ModelFile.conditionalKind : ModelFile.kind),
      Tensor("@version", text: record.version),
    ]
    tensors += model.configuration.tensors
    tensors += [
      Tensor("@seed", integer: Int(bitPattern: UInt(record.seed))),
      Tensor("@epochs", integer: record.epochs),
      Tensor("@epochs-asked", integer: record.epochsAsked),
      Tensor("@examples", integer: record.examples),
      Tensor("@batch", integer: record.batch),
      Tensor("@learning-rate", scalar: record.learningRate),
      Tensor("@beta", scalar: record.beta),
    ]
    if let counts = record.classCounts {
      tensors.append(Tensor(ClassSet.field, integers: counts))
    }
    tensors.append(record.pixels.stamp)
    if !record.options.isEmpty { tensors.append(Tensor("@options", text: record.options)) }
    tensors += ModelFile.tensors(of: record.figures, prefix: "@")
    tensors += ModelFile.tensors(of: record.validation, prefix: "@valid-")
    return tensors
  }

  private static func tensors(of figures: Metrics?, prefix: String) -> [Tensor] {
    guard let figures else { return [] }
    var tensors = [
      Tensor("\(prefix)loss", scalar: figures.loss),
      Tensor("\(prefix)reconstruction", scalar: figures.reconstruction),
      Tensor("\(prefix)kl", scalar: figures.divergence),
    ]
    if let capacities = figures.capacities {
      tensors.append(Tensor("\(prefix)capacity", scalar: capacities.numbers))
      if let categories = capacities.categories {
        tensors.append(Tensor("\(prefix)kl-categories", scalar: figures.categories))
        tensors.append(Tensor("\(prefix)capacity-categories", scalar: categories))
      }
    }
    if figures.penalty != 0 { tensors.append(Tensor("\(prefix)penalty", scalar: figures.penalty)) }
    tensors.append(Tensor("\(prefix)active", integer: figures.usage.active))
    if let perplexity = figures.usage.perplexity {
      tensors.append(Tensor("\(prefix)perplexity", scalar: perplexity))
    }
    return tensors
  }

  private func parameters() throws(VAEError) -> [Tensor] {
    var tensors: [Tensor] = []
    for parameter in model.storedParameters {
      let elements = parameter.values
      guard elements.allSatisfy(\.isFinite) else {
        throw VAEError(
          "the training diverged: '\(parameter.name)' is no longer finite; "
            + Divergence(isFirst: false).hint)
      }
      tensors.append(Tensor(parameter.name, shape: parameter.plan.shape, elements))
    }
    return tensors
  }
}
