import Kernels
import TensorIO
import Tool
import VAE

/// What the options make together.
extension Settings {
  var binarizes: Bool { binarization != nil }

  /// The standard width of a dense layer: one of 400, or after convolutions one of 16, none before a
  /// codebook of positions.
  private func chosenNetwork() -> Network {
    guard case .convolutional(let filters, let kernel, let stride) = network ?? .mlp else {
      return Network(.mlp, hidden: hidden ?? [400], activation: activation)
    }
    let kind = Network.Kind.convolutional(
      filters: filters, kernel: self.kernel ?? kernel, stride: self.stride ?? stride)
    let standard = chosenBottleneck.positionChannels == nil ? [16] : []
    return Network(kind, hidden: hidden ?? standard, activation: activation)
  }

  /// - Parameters:
  ///   - exampleShape: of the data.
  ///   - classes: one more than the largest label, if the model is conditional.
  ///   - unit: of the bytes in the data; nil where there are none.
  /// - Throws: `ToolError` with the status `usage`.
  func configuration(
    exampleShape: [Int], classes: Int, unit: Int?
  ) throws(ToolError) -> Configuration {
    var configuration = Configuration(
      exampleShape: exampleShape, network: chosenNetwork(), bottleneck: chosenBottleneck,
      likelihood: likelihood, classes: classes, prior: prior)
    configuration.posteriorFlow = posteriorFlow
    if let unit { configuration.unit = unit }
    if let unit, let steps = likelihood.family.steps, unit != steps {
      throw ToolError(
        .usage, "--likelihood \(likelihood.family.name)",
        "gives a probability to steps of 1/\(steps), and a byte of the data is a step of 1/\(unit)")
    }
    if configuration.isSpatial {
      guard latent == nil else {
        throw ToolError(
          .usage, "-z",
          "has no meaning here: convolutions without a dense layer have a code at each of their "
            + "\(configuration.positions) positions; add --hidden N for another number")
      }
      configuration.bottleneck = chosenBottleneck.with(positions: configuration.positions)
    }
    guard similarityWeight == nil || configuration.image != nil else {
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

  var chosenBottleneck: any Bottleneck {
    var options = BottleneckOptions()
    options.latent = latent ?? options.latent
    options.variables = variables ?? options.variables
    options.categories = categories ?? options.categories
    options.straightThrough = straightThrough
    options.codes = codes ?? options.codes
    options.codeSize = codeSize ?? options.codeSize
    options.sparsity = sparsity
    return bottleneck.bottleneck(options)
  }

  /// - Parameter features: the model whose encoder gives features, where one is asked for.
  func training(features: PerceptualLoss?) -> TrainingSettings {
    var objective = Objective()
    objective.images.likelihoodWeight = likelihoodWeight ?? 1
    objective.images.similarity = similarityWeight.map { SimilarityLoss(weight: $0) }
    objective.images.perceptual = features
    objective.beta = beta ?? chosenBottleneck.standardBeta
    objective.betaWarmup = betaWarmup ?? 0
    objective.freeBits = freeBits ?? 0
    objective.sparsity = sparsity
    objective.codes = self.objective
    objective.temperature = temperature ?? Temperature()
    var settings = TrainingSettings(
      seed: seed, epochs: epochs, batch: batch, learningRate: learningRate, objective: objective)
    settings.schedule = schedule
    settings.warmup = warmup
    settings.optimizer = optimizer
    settings.clip = clip
    settings.corruption = corruption
    settings.binarization = binarization
    settings.initialWeights = initialWeights ?? .standard
    settings.start = start
    return settings
  }
}
