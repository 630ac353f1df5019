import Foundation
import Kernels
import Networks
import VAE

/// The loss of a model with a learned prior on a batch, in Double and with the noise of the kernels: the
/// reconstruction and log q − log p of one draw, or a bound of several.
struct ReferencePrior {
  private var encoder: ReferenceNetwork
  private var decoder: ReferenceNetwork
  /// In the model's order: the pseudo-inputs, each level's encoder and decoder of two layers, or those of
  /// a flow; then those of the flow behind the posterior.
  private var layers: [ReferenceLayer]
  private let model: Model
  private let likelihood: ReferenceLikelihood
  private let batch: ReferenceBatch
  private let objective: Objective
  /// `[draw][row][latent]`.
  private let normals: [[[Double]]]
  /// `[draw][level][row][dimension]`.
  private let upper: [[[[Double]]]]

  init(_ model: Model, _ test: Case, kernels: Kernels) {
    self.model = model
    let configuration = model.configuration
    encoder = ReferenceNetwork(encoderOf: model)
    decoder = ReferenceNetwork(decoderOf: model)
    let inner = encoder.layers.count + decoder.layers.count
    layers = model.namedLayers.dropFirst(inner).map { _, layer in
      ReferenceLayer(
        weights: layer.fileWeights.map(Double.init), bias: layer.bias.elements.map(Double.init),
        map: .dense(inputs: layer.weightShape[1]), activation: layer.activation)
    }
    likelihood = ReferenceLikelihood(
      configuration.likelihood,
      channels: configuration.isConvolutional ? configuration.channels : nil)
    batch = ReferenceBatch(
      configuration, test.settings, bytes: test.bytes, labels: test.labels, epoch: 1,
      kernels: kernels)
    objective = test.settings.objective
    let draws = objective.codes.bound?.total ?? 1
    func noise(_ purpose: NoiseKey.Purpose, _ rows: Int, draw: Int) -> [[Double]] {
      let matrix = Matrix(rows: rows, columns: test.rows)
      kernels.fillNormals(
        matrix.panels, examples: rowIndices(from: 0, count: test.rows),
        key: NoiseKey(seed: test.settings.seed, purpose: purpose, epoch: draw + 1), deviation: 1,
        panels: 0..<Panels.panels(test.rows))
      return (0..<test.rows).map { row in (0..<rows).map { Double(matrix[$0, row]) } }
    }
    normals = (0..<draws).map {
      noise(.posterior, configuration.bottleneck.width, draw: $0)
    }
    let levels = (configuration.prior as? HierarchyPrior)?.levels ?? []
    upper = (0..<draws).map { draw in
      // The levels' numbers follow one another in whole tiles.
      let all = noise(.hierarchy, levels.reduce(0) { $0 + ($1 + 7) / 8 * 8 }, draw: draw)
      var first = 0
      return levels.map { size in
        defer { first += (size + 7) / 8 * 8 }
        return all.map { Array($0[first..<first + size]) }
      }
    }
  }

  private static func logNormal(_ x: [Double], _ parameters: [Double]) -> Double {
    x.indices.reduce(0) { sum, j in
      let (mean, logVariance) = (parameters[j], parameters[x.count + j])
      let distance = x[j] - mean
      return sum - 0.5 * (distance * distance / exp(logVariance) + logVariance + log(2 * .pi))
    }
  }

  private static func draw(_ parameters: [Double], _ noise: [Double]) -> [Double] {
    noise.indices.map { parameters[$0] + exp(parameters[noise.count + $0] / 2) * noise[$0] }
  }

  /// log p(z), of a hierarchy its estimate by one draw.
  private func logPrior(_ z: [Double], _ draw: Int, _ row: Int, _ components: [[Double]]) -> Double
  {
    guard components.isEmpty else {
      let logs = components.map { ReferencePrior.logNormal(z, $0) }
      let largest = logs.max()!
      return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
    }
    if let shape = (model.configuration.prior as? FlowPrior)?.shape {
      let flow = ReferenceFlow(Array(layers.prefix(2 * shape.couplings)), width: z.count)
      let (u, logDeterminant) = flow(z)
      return logDeterminant
        + ReferencePrior.logNormal(u, [Double](repeating: 0, count: 2 * u.count))
    }
    var (sum, below) = (0.0, z)
    for level in upper[draw].indices {
      let networks = layers[4 * level..<4 * level + 4]
      let (first, last) = (networks.startIndex, networks.startIndex + 2)
      let posterior = networks[first + 1](networks[first](below))
      let x = ReferencePrior.draw(posterior, upper[draw][level][row])
      let conditional = networks[last + 1](networks[last](x))
      sum += ReferencePrior.logNormal(below, conditional) - ReferencePrior.logNormal(x, posterior)
      below = x
    }
    return sum + ReferencePrior.logNormal(below, [Double](repeating: 0, count: 2 * below.count))
  }

  /// z and log|det| from a draw of the normal posterior.
  private func carry(_ draw: [Double]) -> (output: [Double], logDeterminant: Double) {
    guard let shape = model.configuration.posteriorFlow else { return (draw, 0) }
    return ReferenceFlow(Array(layers.suffix(2 * shape.couplings)), width: draw.count)(draw)
  }

  /// What the encoder makes of the pseudo-inputs.
  private func components() -> [[Double]] {
    guard let count = (model.configuration.prior as? VampPrior)?.components else { return [] }
    let table = layers[0]
    let features = table.weights.count / count
    return (0..<count).map { k in
      let input = table.weights[k * features..<(k + 1) * features].map { w in
        table.activation == .sigmoid ? 1 / (1 + exp(-w)) : w
      }
      return encoder(input, told: [])
    }
  }

  /// Means over the batch in nats: the draws' reconstruction and log q − log p, and the loss.
  func means() -> (reconstruction: Double, divergence: Double, loss: Double) {
    let components = components()
    var (reconstruction, divergence, loss) = (0.0, 0.0, 0.0)
    for row in batch.inputs.indices {
      let parameters = encoder(batch.inputs[row], told: batch.classes[row])
      var logWeights: [Double] = []
      for draw in normals.indices {
        let normal = ReferencePrior.draw(parameters, normals[draw][row])
        let (z, logDeterminant) = carry(normal)
        let x = likelihood.loss(
          decoder(z, told: batch.classes[row]), batch.targets[row], logScale: 0)
        let ratio =
          ReferencePrior.logNormal(normal, parameters) - logDeterminant
          - logPrior(z, draw, row, components)
        reconstruction += x / Double(normals.count)
        divergence += ratio / Double(normals.count)
        logWeights.append(-x - (objective.codes.bound == nil ? objective.beta : 1) * ratio)
      }
      let largest = logWeights.max()!
      let sum = logWeights.reduce(0) { $0 + exp($1 - largest) }
      loss -= largest + log(sum / Double(normals.count))
    }
    let count = Double(batch.inputs.count)
    return (reconstruction / count, divergence / count, loss / count)
  }

  /// Central differences of the loss by every weight and then every bias of a layer.
  mutating func gradient(layer: Int) -> [Double] {
    let (first, second) = (encoder.layers.count, decoder.layers.count)
    if layer < first { return gradient(\.encoder.layers[layer]) }
    return layer < first + second
      ? gradient(\.decoder.layers[layer - first]) : gradient(\.layers[layer - first - second])
  }

  private mutating func gradient(_ layer: WritableKeyPath<ReferencePrior, ReferenceLayer>)
    -> [Double]
  {
    let (weights, biases) = (self[keyPath: layer].weights, self[keyPath: layer].bias)
    return weights.indices.map { difference(layer.appending(path: \.weights[$0])) }
      + biases.indices.map { difference(layer.appending(path: \.bias[$0])) }
  }

  private mutating func difference(_ path: WritableKeyPath<ReferencePrior, Double>) -> Double {
    let value = self[keyPath: path]
    self[keyPath: path] = value + Reference.step
    let above = means().loss
    self[keyPath: path] = value - Reference.step
    let below = means().loss
    self[keyPath: path] = value
    return (above - below) / (2 * Reference.step)
  }
}
