import Kernels
import LaneTypes
import TensorIO

/// Turns examples into the parameters of their posteriors.
package final class Encoder {
  private let model: Model
  private let engine: Engine
  private let rows: Matrix
  private let columns: Matrix
  private let trace: Trace
  private let result: Matrix

  /// Examples at a time.
  private static let batch = 512

  package init(_ model: Model, engine: Engine) {
    self.model = model
    self.engine = engine
    let features = model.configuration.features
    rows = Matrix(rows: Encoder.batch, columns: features)
    columns = Matrix(rows: features, columns: Encoder.batch)
    trace = Trace(model.encoder, batch: Encoder.batch, training: false)
    result = Matrix(rows: Encoder.batch, columns: 2 * model.configuration.latent)
  }

  /// - Parameter tensor: examples of the model's shape, `[rows, …]`.
  /// - Returns: μ and log σ², each `[rows, latent]`, row by row.
  package func encode(_ tensor: Tensor) -> (mean: [Float], logVariance: [Float]) {
    let latent = model.configuration.latent
    let count = tensor.shape[0]
    var mean = [Float]()
    var logVariance = [Float]()
    mean.reserveCapacity(count * latent)
    logVariance.reserveCapacity(count * latent)
    for start in stride(from: 0, to: count, by: Encoder.batch) {
      let part = encode(tensor, start..<min(count, start + Encoder.batch))
      for row in 0..<part.count / (2 * latent) {
        let first = row * 2 * latent
        mean += part[first..<first + latent]
        logVariance += part[first + latent..<first + 2 * latent]
      }
    }
    return (mean, logVariance)
  }

  private func encode(_ tensor: Tensor, _ range: Range<Int>) -> [Float] {
    let count = range.count
    let byRow = rows.view(rows: count, columns: model.configuration.features)
    let byFeature = columns.view(rows: model.configuration.features, columns: count)
    engine.forPanels(count) { panels in
      for row in panels.lowerBound * 32..<min(count, panels.upperBound * 32) {
        Examples.load(
          tensor, range.lowerBound + row, into: byRow, row: row, kernels: engine.kernels)
      }
    }
    engine.forPanels(byRow.columns) {
      engine.kernels.transpose(byRow, into: byFeature, panels: $0)
    }
    let layers = model.encoder.layers.count
    trace.forward(byFeature, layers: 0..<layers, engine: engine)
    return engine.rowMajor(trace.output(layers - 1, columns: count), by: result)
  }
}

extension Engine {
  /// The columns of `source` `[features, batch]` one after the other, `[batch, features]`.
  ///
  /// - Parameter buffer: memory for the transposed matrix.
  func rowMajor(_ source: Panels, by buffer: Matrix) -> [Float] {
    let transposed = buffer.view(rows: source.columns, columns: source.rows)
    forPanels(source.columns) { kernels.transpose(source, into: transposed, panels: $0) }
    return Array(unsafeUninitializedCapacity: source.rows * source.columns) { memory, count in
      if let base = memory.baseAddress {
        kernels.storeRows(transposed, range: 0..<source.columns, to: base)
      }
      count = source.rows * source.columns
    }
  }
}
