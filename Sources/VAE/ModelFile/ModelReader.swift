import Kernels
import LaneTypes
import TensorIO

extension ModelFile {
  /// Reads a model back; everything that matters to encoding and decoding is checked.
  ///
  /// - Throws: `VAEError`, naming the tensor, what it holds and what was expected.
  package init(_ frame: Frame) throws {
    let fields = Fields(frame)
    guard let kind = frame["@model"]?.text else {
      throw VAEError("no '@model' in the frame: this is a stream of data, not a model")
    }
    guard kind == ModelFile.kind else {
      throw VAEError("a model of kind '\(kind)', expected '\(ModelFile.kind)'")
    }
    try fields.require("@network", "mlp")
    try fields.require("@bottleneck", "gaussian")
    if fields.has("@pixel-scale"), try fields.number("@pixel-scale") != ModelFile.pixelScale {
      throw VAEError(
        "'@pixel-scale' is \(try fields.number("@pixel-scale")), expected \(ModelFile.pixelScale)")
    }
    model = Model(try ModelFile.configuration(fields))
    for (name, layer) in model.namedLayers {
      layer.weights.rowMajor = try fields.floats(
        "\(name).weight", shape: [layer.outputs, layer.inputs])
      layer.bias.elements = try fields.floats("\(name).bias", shape: [layer.outputs])
    }
    record = try ModelFile.record(fields)
  }

  /// The largest width of a layer or size of an example that is believed.
  private static let greatestWidth = 1 << 24

  private static func configuration(_ fields: Fields) throws -> Configuration {
    let activationName = try fields.text("@activation")
    guard let activation = Activation(name: activationName) else {
      throw VAEError(
        "'@activation' is '\(activationName)', expected relu, tanh, softplus, sigmoid or identity")
    }
    let likelihood: Likelihood
    switch try fields.text("@likelihood") {
    case "bernoulli": likelihood = .bernoulli
    case "gaussian":
      let variance = try fields.number("@variance")
      guard variance > 0, Float(variance).isNormal else {
        throw VAEError("'@variance' is \(variance), expected a number greater than 0")
      }
      likelihood = .gaussian(variance: Float(variance))
    case let name: throw VAEError("'@likelihood' is '\(name)', expected bernoulli or gaussian")
    }
    let configuration = Configuration(
      exampleShape: try fields.widths("@example-shape", 1...greatestWidth),
      latent: try fields.integer("@latent", 1...greatestWidth),
      hidden: try fields.widths("@hidden", 1...greatestWidth), activation: activation,
      likelihood: likelihood)
    guard !configuration.exampleShape.isEmpty else {
      throw VAEError("'@example-shape' is empty, expected at least one dimension")
    }
    try fields.checkParameters(configuration, limit: greatestWidth)
    return configuration
  }

  private static func record(_ fields: Fields) throws -> TrainingRecord {
    let settings = TrainingSettings(
      seed: UInt64(bitPattern: Int64(try fields.integer("@seed", Int.min...Int.max))),
      epochs: try fields.integer("@epochs-asked", 0...Int.max),
      batch: try fields.integer("@batch", 1...Int.max),
      learningRate: try fields.number("@learning-rate"), beta: try fields.number("@beta"))
    return TrainingRecord(
      version: try fields.text("@version"), settings: settings,
      examples: try fields.integer("@examples", 0...Int.max),
      epochs: try fields.integer("@epochs", 0...Int.max),
      figures: try figures(fields, prefix: "@"),
      validation: try figures(fields, prefix: "@valid-"))
  }

  private static func figures(_ fields: Fields, prefix: String) throws -> Figures? {
    guard fields.has("\(prefix)loss") else { return nil }
    return Figures(
      reconstruction: try fields.number("\(prefix)reconstruction"),
      divergence: try fields.number("\(prefix)kl"), loss: try fields.number("\(prefix)loss"),
      active: try fields.integer("\(prefix)active", 0...Int.max))
  }
}
