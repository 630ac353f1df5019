import Kernels
import LaneTypes
import TensorIO

/// Turns examples into their posteriors.
package final class Encoder {
  private let model: Model
  private let engine: Engine
  private let rows: Matrix
  private let columns: Matrix
  private let trace: Trace
  private let noise: Matrix
  private let z: Matrix
  private let divergence: Buffer
  private let buffer: Matrix

  /// Examples at a time.
  private let batch: Int

  /// The dimensions of z.
  package var latent: Int { model.configuration.latent }

  package init(_ model: Model, engine: Engine) {
    self.model = model
    self.engine = engine
    let (features, latent) = (model.configuration.features, model.configuration.latent)
    batch = model.configuration.batch(upTo: 512)
    rows = Matrix(rows: batch, columns: features)
    columns = Matrix(rows: features, columns: batch)
    trace = Trace(model.encoder, batch: batch, training: false)
    noise = Matrix(rows: latent, columns: batch)
    z = Matrix(rows: latent, columns: batch)
    divergence = Buffer(count: batch)
    buffer = Matrix(rows: batch, columns: 2 * latent)
  }

  /// Posteriors of some examples, each array `[rows, latent]`, row by row.
  package struct Posteriors {
    package var z: [Float] = []
    package var logVariance: [Float] = []
  }

  /// - Parameters:
  ///   - examples: of the model's shape, `[rows, …]`.
  ///   - key: the noise of a draw from the posterior; without it, z is the mean.
  ///   - firstRow: the number of the first example in its stream, which the noise depends on.
  /// - Throws: `VAEError`, if a result is beyond single precision.
  package func encode(_ examples: Tensor, sample key: NoiseKey?, firstRow: Int)
    throws(VAEError) -> Posteriors
  {
    let latent = model.configuration.latent
    let count = examples.shape[0]
    var result = Posteriors()
    result.z.reserveCapacity(count * latent)
    result.logVariance.reserveCapacity(count * latent)
    for start in stride(from: 0, to: count, by: batch) {
      let range = start..<min(count, start + batch)
      let parameters = parameters(examples, range)
      let both = engine.rowMajor(parameters, by: buffer)
      for row in 0..<range.count {
        let first = row * 2 * latent
        result.z += both[first..<first + latent]
        result.logVariance += both[first + latent..<first + 2 * latent]
      }
      if let key {
        let drawn = draw(parameters, key, firstRow: firstRow + start)
        result.z.replaceSubrange(start * latent..<range.upperBound * latent, with: drawn)
      }
    }
    for (name, values) in [("z", result.z), ("z_logvar", result.logVariance)] {
      try checkFinite(values, width: latent, firstRow: firstRow, name: name, source: "data")
    }
    // As the kernels see it that draw from the posterior and measure its KL.
    let range = LogVariance.least...LogVariance.greatest
    for index in result.logVariance.indices {
      result.logVariance[index] = min(
        max(result.logVariance[index], range.lowerBound), range.upperBound)
    }
    return result
  }

  /// The posterior's parameters, `[2·latent, rows]`.
  private func parameters(_ examples: Tensor, _ range: Range<Int>) -> Panels {
    let byRow = rows.view(rows: range.count, columns: model.configuration.features)
    let byFeature = columns.view(rows: model.configuration.features, columns: range.count)
    engine.fill(byRow, byFeature) {
      Examples.load(
        examples, range.lowerBound + $0, into: byRow, row: $0, kernels: engine.kernels)
    }
    let layers = model.encoder.layers.count
    trace.forward(byFeature, layers: 0..<layers, engine: engine)
    return trace.output(layers - 1, columns: range.count)
  }

  private func draw(_ parameters: Panels, _ key: NoiseKey, firstRow: Int) -> [Float] {
    let count = parameters.columns
    let noise = noise.view(rows: noise.rows, columns: count)
    let z = z.view(rows: z.rows, columns: count)
    let numbers = rowNumbers(from: firstRow, count: count)
    engine.forPanels(count) {
      engine.kernels.fillNormals(noise, examples: numbers, key: key, deviation: 1, panels: $0)
      engine.kernels.posteriorForward(
        parameters: parameters, noise: noise, z: z, divergence: divergence.base, panels: $0)
    }
    return engine.rowMajor(z, by: buffer)
  }
}
