import Kernels
import LaneTypes
import TensorIO

/// A model and its record as one frame of tensors, as `formats/model.md` lays it down.
package struct ModelFile: Sendable {
  package let model: Model
  package let record: TrainingRecord

  package init(_ model: Model, record: TrainingRecord) {
    self.model = model
    self.record = record
  }

  /// The word in `@model`.
  package static let kind = "vae"

  /// A u8 pixel p is read as p divided by this.
  static let pixelScale = 255.0

  /// - Throws: `VAEError`, if a parameter is not finite; `StreamError`, if the model is larger than a
  ///   frame may be.
  package func frame() throws -> Frame {
    try Frame(metadata + parameters())
  }

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
    let configuration = model.configuration
    let settings = record.settings
    var tensors = [
      Tensor("@model", text: ModelFile.kind),
      Tensor("@version", text: record.version),
      Tensor("@example-shape", integers: configuration.exampleShape),
      Tensor("@pixel-scale", scalar: ModelFile.pixelScale),
      Tensor("@network", text: "mlp"),
      Tensor("@hidden", integers: configuration.hidden),
      Tensor("@activation", text: configuration.activation.name),
      Tensor("@bottleneck", text: "gaussian"),
      Tensor("@latent", integer: configuration.latent),
      Tensor("@likelihood", text: configuration.likelihood.name),
    ]
    if case .gaussian(let variance) = configuration.likelihood {
      tensors.append(Tensor("@variance", scalar: Double(variance)))
    }
    tensors += [
      Tensor("@seed", integer: Int(bitPattern: UInt(settings.seed))),
      Tensor("@epochs", integer: record.epochs),
      Tensor("@epochs-asked", integer: settings.epochs),
      Tensor("@examples", integer: record.examples),
      Tensor("@batch", integer: settings.batch),
      Tensor("@learning-rate", scalar: settings.learningRate),
      Tensor("@beta", scalar: settings.beta),
    ]
    tensors += ModelFile.tensors(of: record.figures, prefix: "@")
    tensors += ModelFile.tensors(of: record.validation, prefix: "@valid-")
    return tensors
  }

  private static func tensors(of figures: Figures?, prefix: String) -> [Tensor] {
    guard let figures else { return [] }
    return [
      Tensor("\(prefix)loss", scalar: figures.loss),
      Tensor("\(prefix)reconstruction", scalar: figures.reconstruction),
      Tensor("\(prefix)kl", scalar: figures.divergence),
      Tensor("\(prefix)active", integer: figures.active),
    ]
  }

  private func parameters() throws(VAEError) -> [Tensor] {
    var tensors: [Tensor] = []
    for (name, layer) in model.namedLayers {
      tensors.append(
        try parameter(
          "\(name).weight", [layer.outputs, layer.inputs], layer.weights.rowMajor))
      tensors.append(try parameter("\(name).bias", [layer.outputs], layer.bias.elements))
    }
    return tensors
  }

  private func parameter(_ name: String, _ shape: [Int], _ elements: [Float]) throws(VAEError)
    -> Tensor
  {
    guard elements.allSatisfy(\.isFinite) else {
      throw VAEError(
        "the training diverged: '\(name)' is no longer finite; a smaller --lr may help")
    }
    return Tensor(name, shape: shape, elements)
  }
}

extension Tensor {
  fileprivate init(_ name: String, integer: Int) { self.init(name, scalar: Int64(integer)) }

  fileprivate init(_ name: String, integers: [Int]) {
    self.init(name, shape: [integers.count], integers.map(Int64.init))
  }
}
