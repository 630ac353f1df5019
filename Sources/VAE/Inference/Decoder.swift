import Kernels
import LaneTypes
import TensorIO

/// Turns latents into the means of p(x|z), or into draws from it.
package final class Decoder {
  private let model: Model
  private let engine: Engine
  private let rows: Matrix
  private let columns: Matrix
  private let trace: Trace
  private let mean: Matrix
  private let result: Matrix

  /// The shape of one example.
  package var exampleShape: [Int] { model.configuration.exampleShape }

  /// Latents at a time.
  private let batch: Int

  package init(_ model: Model, engine: Engine) {
    self.model = model
    self.engine = engine
    let configuration = model.configuration
    batch = configuration.batch(upTo: 256)
    rows = Matrix(rows: batch, columns: configuration.latent)
    columns = Matrix(rows: configuration.latent, columns: batch)
    trace = Trace(model.decoder, batch: batch, training: false)
    mean = Matrix(rows: configuration.features, columns: batch)
    result = Matrix(rows: batch, columns: configuration.features)
  }

  /// - Parameters:
  ///   - latents: f32 `[rows, latent]`.
  ///   - key: the noise of a draw from p(x|z); without it, the result is the mean.
  ///   - firstRow: the number of the first row in its stream, which the noise depends on.
  /// - Returns: `[rows, features]`, row by row.
  /// - Throws: `VAEError`, if a result is beyond single precision.
  package func decode(_ latents: Tensor, sample key: NoiseKey?, firstRow: Int)
    throws(VAEError) -> [Float]
  {
    let count = latents.shape[0]
    var result = [Float]()
    result.reserveCapacity(count * model.configuration.features)
    for start in stride(from: 0, to: count, by: batch) {
      var part = means(latents, start..<min(count, start + batch))
      if let key { draw(around: &part, key, firstRow: firstRow + start) }
      try checkFinite(
        part, width: mean.rows, firstRow: firstRow + start, name: "x", source: "latents")
      result += part
    }
    return result
  }

  /// Replaces means by draws: 0 or 1, or the mean plus Gaussian noise.
  private func draw(around means: inout [Float], _ key: NoiseKey, firstRow: Int) {
    let count = means.count / mean.rows
    let noise = mean.view(rows: mean.rows, columns: count)
    let numbers = rowNumbers(from: firstRow, count: count)
    switch model.configuration.likelihood {
    case .bernoulli:
      engine.forPanels(count) {
        engine.kernels.fillUniform(noise, examples: numbers, key: key, panels: $0)
      }
      for (index, uniform) in engine.rowMajor(noise, by: result).enumerated() {
        means[index] = uniform < means[index] ? 1 : 0
      }
    case .gaussian(let variance):
      engine.forPanels(count) {
        engine.kernels.fillNormals(
          noise, examples: numbers, key: key, deviation: variance.squareRoot(), panels: $0)
      }
      for (index, deviation) in engine.rowMajor(noise, by: result).enumerated() {
        means[index] += deviation
      }
    }
  }

  private func means(_ latents: Tensor, _ range: Range<Int>) -> [Float] {
    let count = range.count
    let byRow = rows.view(rows: count, columns: model.configuration.latent)
    let byLatent = columns.view(rows: model.configuration.latent, columns: count)
    engine.fill(byRow, byLatent) {
      Examples.load(
        latents, range.lowerBound + $0, into: byRow, row: $0, kernels: engine.kernels)
    }
    let last = model.decoder.layers.count - 1
    trace.forward(byLatent, layers: 0..<last, engine: engine)
    let input = last == 0 ? byLatent : trace.output(last - 1, columns: count)
    let layer = model.decoder.layers[last]
    let target = mean.view(rows: layer.outputs, columns: count)
    engine.forTiles(rows: layer.outputs, columns: count, terms: layer.inputs) {
      engine.kernels.denseForward(
        weights: layer.weights.panels, bias: layer.bias.base, input: input, output: target,
        activation: model.configuration.likelihood.meanActivation, tileRows: $0, panels: $1)
    }
    return engine.rowMajor(target, by: result)
  }
}
