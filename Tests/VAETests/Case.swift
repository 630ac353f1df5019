import Datasets
import InstructionSets
import KernelPaths
import Kernels
import Networks
import TensorIO
import Testing
import VAE

/// A point on the axes, what a run is told, and how many rows of data it gets.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  var configuration: Configuration
  var settings: TrainingSettings
  var rows: Int

  var testDescription: String { name }

  init(
    _ name: String, _ shape: [Int] = [3, 7], _ network: Network = .mlp([5], .tanh),
    _ bottleneck: some Bottleneck = .gaussian(size: 3), _ likelihood: Likelihood = .bernoulli,
    classes: Int = 0, unit: Int = 255, rows: Int = 7,
    _ change: (inout TrainingSettings) -> Void = { _ in }
  ) {
    self.name = name
    self.rows = rows
    configuration = Configuration(
      exampleShape: shape, network: network, bottleneck: bottleneck, likelihood: likelihood,
      classes: classes)
    configuration.unit = unit
    settings = TrainingSettings(seed: 11, epochs: 2, batch: 16, learningRate: 1e-2)
    change(&settings)
  }

  /// The model as training would begin with it, but with biases away from zero, so that their gradients
  /// are seen too.
  func model(_ kernels: Kernels) -> Model {
    let model = Model(configuration)
    model.initialize(seed: 3, kernels: kernels)
    for (number, entry) in model.namedLayers.enumerated() {
      // Flows begin as the identity.
      if entry.layer.fileWeights.allSatisfy({ $0 == 0 }) {
        entry.layer.fileWeights = entry.layer.fileWeights.indices.map {
          Float(($0 * 5 + number) % 7 - 3) / 8
        }
      }
      entry.layer.bias.elements = (0..<entry.layer.bias.count).map {
        Float(($0 * 7 + number) % 5 - 2) / 10
      }
    }
    if configuration.likelihood.spread == .shared { model.logScale.elements = [-0.7] }
    return model
  }

  /// The discriminator of the objective, but with a last layer that is not zero.
  func discriminator(_ engine: Engine) -> Discriminator? {
    let discriminator = settings.objective.codes.discriminator(
      configuration.bottleneck, seed: settings.seed, engine: engine)
    if let last = discriminator?.chain.affineLayers.last {
      last.fileWeights = (0..<last.inputs).map { Float($0 * 7 % 5 - 2) / 4 }
      last.bias.elements = [0.3]
    }
    return discriminator
  }

  /// Of all values; counts are at most 8.
  var bytes: [UInt8] {
    let bytes = pattern(rows: rows, features: configuration.features)
    return configuration.unit == 1 ? bytes.map { $0 % 9 } : bytes
  }

  var labels: [Int32] {
    (0..<rows).map { Int32($0 * 5 % max(1, configuration.classes)) }
  }

  func data() throws -> Dataset { try data(bytes) }

  /// - Parameter bytes: `[rows, features]`.
  func data(_ bytes: [UInt8]) throws -> Dataset {
    var data = Dataset(labels: configuration.classes > 0)
    let rows = bytes.count / configuration.features
    let shape = [rows] + configuration.exampleShape
    try data.append(
      Frame(
        Frame.unitTensors(configuration.unit) + [
          Tensor("x", shape: shape, bytes), Tensor("y", shape: [rows], Array(labels.prefix(rows))),
        ]), likelihood: configuration.likelihood)
    return data
  }
}

extension Network {
  static func mlp(_ hidden: [Int], _ activation: Activation) -> Network {
    Network(hidden: hidden, activation: activation)
  }

  static func conv(
    _ filters: [Int], kernel: Int = 3, stride: Int = 2, hidden: [Int], _ activation: Activation
  ) -> Network {
    Network(
      .init(.convolution, filters: filters, kernel: kernel, stride: stride), hidden: hidden,
      activation: activation)
  }
}

extension Network {
  static func res(
    _ filters: [Int], kernel: Int = 3, stride: Int = 2, hidden: [Int], _ activation: Activation
  ) -> Network {
    Network(
      .init(.residual, filters: filters, kernel: kernel, stride: stride), hidden: hidden,
      activation: activation)
  }
}

/// The instruction sets that this machine can run.
let paths = kernelPaths
