import Datasets
import Kernels
import Networks
import TensorIO

/// Turns latents into the means of p(x|z), or into draws from it.
package final class Decoder {
  private let model: Model
  private let engine: Engine
  private let rows, z: Matrix
  private let trace: Trace
  private let result, buffer: Matrix
  private let apart: InterleavedScales?

  /// The shape of one example.
  package var exampleShape: [Int] { model.configuration.exampleShape }

  /// Latents at a time.
  private let batch: Int

  package init(_ model: Model, engine: Engine) {
    (self.model, self.engine) = (model, engine)
    let configuration = model.configuration
    let width = configuration.bottleneck.width
    batch = configuration.batch(upTo: 256)
    rows = Matrix(rows: batch, columns: width)
    z = Matrix(rows: width + configuration.classes, columns: batch)
    trace = Trace(model.decoder, batch: batch, training: false)
    result = Matrix(rows: configuration.features, columns: batch)
    buffer = Matrix(rows: batch, columns: configuration.features)
    apart = InterleavedScales(configuration, size: batch)
  }

  /// - Parameters:
  ///   - latents: f32 `[rows, width]`.
  ///   - labels: the classes of the rows, if the model is conditional.
  ///   - seed: of a draw from p(x|z); without it, the result is the mean.
  ///   - firstRow: the number of the first row in its stream, which the noise depends on.
  /// - Returns: `x`, f32 `[rows, …]`, each of the model's shape.
  /// - Throws: `VAEError`, if a result is beyond single precision.
  package func decode(_ latents: Tensor, labels: [Int32], seed: UInt64?, firstRow: Int)
    throws(VAEError) -> Tensor
  {
    let count = latents.shape[0]
    return try Tensor("x", shape: [count] + exampleShape, of: Float.self) {
      span throws(VAEError) in
      try span.withUnsafeMutableBufferPointer { all throws(VAEError) in
        for start in stride(from: 0, to: count, by: batch) {
          let range = start..<min(count, start + batch)
          let outputs = outputs(latents, labels, range)
          let part = result.view(columns: range.count)
          read(outputs, into: part, seed: seed, firstRow: firstRow + start)
          engine.rowMajor(part, by: buffer, to: all, at: start)
        }
        try checkFinite(
          all, width: result.rows, firstRow: firstRow, name: "x",
          sources: "latents or the parameters of the model")
      }
    }
  }

  /// Means or draws from the decoder's outputs.
  private func read(_ outputs: Panels, into part: Panels, seed: UInt64?, firstRow: Int) {
    let (kernels, configuration) = (engine.kernels, model.configuration)
    let (likelihood, logScale) = (configuration.likelihood, model.logScale.base[0])
    let outputs = apart?.outputs(outputs, engine: engine) ?? outputs
    let numbers = rowIndices(from: firstRow, count: part.columns)
    let key = seed.map { NoiseKey(seed: $0, purpose: .likelihood) }
    engine.forPanels(part.columns) {
      if let key {
        kernels.likelihoodSample(
          outputs: outputs, examples: numbers, key: key, result: part, likelihood: likelihood,
          logScale: logScale, panels: $0)
      } else {
        kernels.likelihoodMean(
          outputs: outputs, result: part, likelihood: likelihood, logScale: logScale, panels: $0)
      }
    }
  }

  /// The decoder's outputs, `[outputs, rows]`.
  private func outputs(_ latents: Tensor, _ labels: [Int32], _ range: Range<Int>) -> Panels {
    let width = model.configuration.bottleneck.width
    let byRow = rows.view(rows: range.count, columns: width, order: .byTileRow)
    let z = z.view(columns: range.count)
    engine.fill(byRow, z.slice(rows: 0..<width)) {
      Examples.load(
        latents, unit: Frame.standardUnit, range.lowerBound + $0, into: byRow, row: $0,
        kernels: engine.kernels)
    }
    if z.rows > width { engine.fillClasses(labels[range], into: z.slice(rows: width..<z.rows)) }
    trace.forward(z, layers: model.decoder.layers.indices, engine: engine)
    return trace.output(model.decoder.last, columns: range.count)
  }
}
