import Datasets
import Found
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

  /// Reads a model back; everything that matters to encoding and decoding is checked.
  ///
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  package init(_ frame: Frame) throws {
    let fields = Fields(frame)
    guard let kind = frame["@model"]?.text else {
      throw VAEError(
        frame.kind.map { "this is a \($0.name), expected a model: \($0.cure)" }
          ?? "no '@model' in the frame: this is a stream of data, not a model")
    }
    guard kind == ModelFile.kind || kind == ModelFile.conditionalKind else {
      throw VAEError(
        "a model of kind \(quoted(kind)), expected '\(ModelFile.kind)' or '\(ModelFile.conditionalKind)'"
      )
    }
    let configuration = try Configuration(fields)
    try fields.checkParameters(configuration)
    try configuration.checkMemory()
    model = Model(configuration)
    try ModelFile.checkNames(frame, model)
    for parameter in model.storedParameters {
      parameter.values =
        switch parameter.plan.learning {
        case .training: try fields.floats(parameter.name, shape: parameter.plan.shape)
        case .fit: try fields.probabilities(parameter.name, shape: parameter.plan.shape)
        }
    }
    record = try TrainingRecord(fields, classes: configuration.classes)
  }

  /// Refuses parameters that the configuration has no place for: it may be another's.
  private static func checkNames(_ frame: Frame, _ model: Model) throws(VAEError) {
    let known = Set(model.storedParameters.map(\.name))
    for tensor in frame.tensors where !known.contains(tensor.name) {
      if ["encoder.", "decoder.", "prior.", "flow."].contains(where: tensor.name.hasPrefix) {
        throw VAEError("tensor '\(tensor.name)' has no place in the model's configuration")
      }
    }
  }
}

extension TrainingRecord {
  fileprivate init(_ fields: Fields, classes: Int) throws {
    version = try fields.text("@version")
    seed = UInt64(bitPattern: Int64(try fields.integer("@seed", Int.min...Int.max)))
    epochsAsked = try fields.integer("@epochs-asked", 0...Int.max)
    batch = try fields.integer("@batch", 1...Int.max)
    learningRate = try fields.number("@learning-rate")
    beta = try fields.number("@beta")
    options = fields.has("@options") ? try fields.text("@options") : ""
    pixels = try TrainingRecord.pixels(fields)
    examples = try fields.integer("@examples", 0...Int.max)
    classCounts = try fields.counts(ClassSet.field, classes: classes)
    epochs = try fields.integer("@epochs", 0...Int.max)
    figures = try TrainingRecord.figures(fields, prefix: "@")
    validation = try TrainingRecord.figures(fields, prefix: "@valid-")
  }

  /// Grey where an older model says nothing.
  private static func pixels(_ fields: Fields) throws -> PixelKind {
    guard fields.has(PixelKind.field) else { return .grey }
    let text = try fields.text(PixelKind.field)
    guard let kind = PixelKind(text) else {
      throw VAEError(
        "'\(PixelKind.field)' is \(quoted(text)), expected grey, binary, threshold:VALUE, static:SEED or "
          + "dynamic")
    }
    return kind
  }

  private static func figures(_ fields: Fields, prefix: String) throws -> Metrics? {
    guard fields.has("\(prefix)loss") else { return nil }
    func optional(_ name: String) throws -> Double? {
      fields.has(prefix + name) ? try fields.number(prefix + name) : nil
    }
    var figures = Metrics(
      reconstruction: try fields.number("\(prefix)reconstruction"),
      divergence: try fields.number("\(prefix)kl"),
      penalty: try optional("penalty") ?? 0,
      loss: try fields.number("\(prefix)loss"),
      usage: CodeUsage(
        active: try fields.integer("\(prefix)active", 0...Int.max),
        perplexity: try optional("perplexity")))
    figures.categories = try optional("kl-categories") ?? 0
    figures.capacities = try optional("capacity").map {
      Capacities(numbers: $0, categories: try optional("capacity-categories"))
    }
    return figures
  }
}
