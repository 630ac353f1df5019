import Datasets
import Kernels
import Networks
import TensorIO
import Tool
import VAE

/// The axes of a model before data give it its shape.
struct ModelDraft: Equatable {
  var encoder = NetworkChoice.standard {
    didSet {
      // Of the word's widths and those of --hidden the later ones hold.
      guard let widths = encoder.hidden else { return }
      (hidden, encoder.hidden) = (widths, nil)
    }
  }
  var kernel = Network.standardKernel
  var stride = Network.standardStride
  /// The widths of the dense layers; nil for those that the network has by itself.
  var hidden: [Int]?
  var activation = Activation.relu
  var likelihood = Likelihood.bernoulli
  var scaling = Scaling.none
  var bottleneck = Bottlenecks.standard
  var sizes = BottleneckOptions()
  var posteriorFlow: Flow.Shape?
  @ComparedByValue var prior: any LatentPrior = .normal
  var isConditional = false
}

extension Settings {
  /// - Parameters:
  ///   - exampleShape: of the data.
  ///   - classes: one more than the largest label, if the model is conditional.
  ///   - unit: of the bytes in the data; nil where there are none.
  ///   - columns: of the data, where they are a table.
  ///   - scaler: of the data; nil where there is none.
  /// - Throws: `ToolError` with the status `usage`.
  func configuration(
    exampleShape: [Int], classes: Int, unit: Int?, columns: Columns? = nil, scaler: Scaler? = nil
  ) throws(ToolError) -> Configuration {
    let family = model.likelihood.family
    var configuration = Configuration(
      exampleShape: exampleShape, network: network, bottleneck: bottleneck,
      likelihood: model.likelihood, classes: classes, prior: model.prior)
    configuration.posteriorFlow = model.posteriorFlow
    (configuration.columns, configuration.scaler) = (columns, scaler)
    if let unit { configuration.unit = unit }
    if let unit, let steps = family.steps, unit != steps {
      throw ToolError(
        .usage, "--likelihood \(family.name)",
        "gives a probability to steps of 1/\(steps), and a byte of the data is a step of 1/\(unit)")
    }
    if configuration.isSpatial {
      guard !given.contains(where: { $0.name == "latent" }) else {
        throw ToolError(
          .usage, "-z",
          "has no meaning here: convolutions without a dense layer have a code at each of their "
            + "\(configuration.positions) positions; add --hidden N for another number")
      }
      configuration.bottleneck = bottleneck.with(positions: configuration.positions)
    }
    guard training.objective.images.similarity == nil || configuration.image != nil else {
      throw ToolError(
        .usage, "--ms-ssim",
        "examples are \(Shape.describe(exampleShape)), expected height×width or height×width×channels"
      )
    }
    do {
      try configuration.checkSizes()
      try configuration.checkPseudoInputs()
      try ModelFile.checkSize(of: configuration)
      try configuration.checkMemory()
    } catch {
      throw ToolError(.usage, nil, error.description)
    }
    return configuration
  }
}
