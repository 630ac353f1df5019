import Kernels
import LaneTypes

/// The memory that a batch passes through, and the passes themselves: forward to the loss, back to
/// the gradients. One object, made once, for batches of up to `batch` examples.
package final class Workspace {
  package let model: Model
  package let batch: Int
  private let engine: Engine
  private let examples: Matrix
  private let examplesTransposed: Matrix
  private let noise: Matrix
  private let z: Matrix
  private let zTransposed: Matrix
  private let zGradient: Matrix
  private let encoder: Trace
  private let decoder: Trace
  private let tileLosses: Buffer
  private let rowLosses: Buffer
  private let rowDivergences: Buffer
  private var numbers: [UInt32]

  /// - Parameter training: whether `backward` will be called.
  package init(_ model: Model, batch: Int, training: Bool, engine: Engine) {
    self.model = model
    self.batch = batch
    self.engine = engine
    let (features, latent) = (model.configuration.features, model.configuration.latent)
    examples = Matrix(rows: features, columns: batch)
    examplesTransposed = Matrix(rows: batch, columns: features)
    noise = Matrix(rows: latent, columns: batch)
    z = Matrix(rows: latent, columns: batch)
    zTransposed = Matrix(rows: batch, columns: latent)
    zGradient = Matrix(rows: latent, columns: training ? batch : 0)
    encoder = Trace(model.encoder, batch: batch, training: training)
    decoder = Trace(model.decoder, batch: batch, training: training)
    let columns = Panels.panels(batch) * Panels.width
    tileLosses = Buffer(count: columns * Panels.tiles(features))
    rowLosses = Buffer(count: columns)
    rowDivergences = Buffer(count: columns)
    numbers = Array(repeating: 0, count: columns)
  }

  private func view(_ matrix: Matrix, _ columns: Int) -> Panels {
    matrix.view(rows: matrix.rows, columns: columns)
  }

  /// Loads examples and runs the encoder. `rows` are the examples' numbers in the data set.
  private func encode(_ data: Dataset, rows: ArraySlice<UInt32>) {
    let count = rows.count
    precondition(count > 0 && count <= batch)
    for (place, row) in rows.enumerated() { numbers[place] = row }
    let byRow = examplesTransposed.view(rows: count, columns: model.configuration.features)
    let byFeature = view(examples, count)
    let first = rows.startIndex
    engine.fill(byRow, byFeature) {
      data.load(Int(rows[first + $0]), into: byRow, row: $0, kernels: engine.kernels)
    }
    encoder.forward(byFeature, layers: 0..<model.encoder.layers.count, engine: engine)
  }

  /// One pass to the loss.
  ///
  /// - Parameters:
  ///   - rows: the examples, by their numbers in the data set.
  ///   - key: the posterior's noise.
  ///   - training: keep the loss's gradient, divided by the number of examples, for `backward`.
  /// - Returns: sums over the examples, in nats.
  package func forward(
    _ data: Dataset, rows: ArraySlice<UInt32>, key: NoiseKey, training: Bool
  ) -> LossSums {
    let count = rows.count
    encode(data, rows: rows)
    let parameters = encoder.output(model.encoder.layers.count - 1, columns: count)
    let (noise, z) = (view(noise, count), view(z, count))
    engine.forPanels(count) {
      engine.kernels.fillNormals(noise, examples: numbers, key: key, deviation: 1, panels: $0)
      engine.kernels.posteriorForward(
        parameters: parameters, noise: noise, z: z, divergence: rowDivergences.base, panels: $0)
    }
    let last = model.decoder.layers.count - 1
    decoder.forward(z, layers: 0..<last, engine: engine)
    let layer = model.decoder.layers[last]
    let input = last == 0 ? z : decoder.output(last - 1, columns: count)
    let target = view(examples, count)
    let gradient = training ? decoder.gradient(last, columns: count) : nil
    let likelihood = model.configuration.likelihood
    let (kernels, losses) = (engine.kernels, tileLosses.base)
    let (weights, bias) = (layer.weights.panels, layer.bias.base)
    engine.forTiles(rows: layer.outputs, columns: count, terms: layer.inputs) {
      kernels.likelihoodForward(
        weights: weights, bias: bias, input: input, target: target,
        gradient: gradient, losses: losses, likelihood: likelihood,
        scale: 1 / Float(count), tileRows: $0, panels: $1)
    }
    engine.alone {
      engine.kernels.sumLosses(
        tileLosses.base, tiles: Panels.tiles(layer.outputs), result: rowLosses.base,
        panels: 0..<Panels.panels(count))
    }
    var sums = LossSums()
    for row in 0..<count {
      sums.reconstruction += Double(rowLosses.base[row])
      sums.divergence += Double(rowDivergences.base[row])
    }
    sums.reconstruction +=
      Double(count) * likelihood.constant(features: model.configuration.features)
    sums.count = count
    return sums
  }

  /// The way back of the last `forward` with `training`.
  ///
  /// - Parameter beta: the weight of the KL.
  /// - Returns: what every layer's weight gradient is the product of.
  package func backward(count: Int, beta: Float) -> [Trace.Factors] {
    let (noise, z, zGradient) = (view(noise, count), view(z, count), view(zGradient, count))
    let last = model.encoder.layers.count - 1
    let parameters = encoder.output(last, columns: count)
    let parameterGradient = encoder.gradient(last, columns: count)
    decoder.backward(z, inputGradient: zGradient, engine: engine)
    engine.forPanels(count) {
      engine.kernels.posteriorBackward(
        parameters: parameters, noise: noise, zGradient: zGradient, weight: beta / Float(count),
        gradient: parameterGradient, panels: $0)
    }
    encoder.backward(view(examples, count), inputGradient: nil, engine: engine)
    let byRow = zTransposed.view(rows: count, columns: model.configuration.latent)
    engine.transpose(
      encoder.transpositions(columns: count) + [.init(source: z, result: byRow)]
        + decoder.transpositions(columns: count))
    let first = examplesTransposed.view(rows: count, columns: model.configuration.features)
    return encoder.factors(first: first) + decoder.factors(first: byRow)
  }

  /// Adds the posterior means of the last batch to `totals`, `[latent, 2]`: sums and squares.
  package func addMoments(count: Int, to totals: inout [Double]) {
    let parameters = encoder.output(model.encoder.layers.count - 1, columns: count)
    engine.alone {
      engine.kernels.addMoments(parameters, rows: model.configuration.latent, to: &totals)
    }
  }
}
