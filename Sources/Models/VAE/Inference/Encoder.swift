import Datasets
import Kernels
import Networks
import TensorIO

/// Turns examples into what the bottleneck makes of them.
package final class Encoder {
  private let model: Model
  private let engine: Engine
  private let rows, input: Matrix
  /// The examples where the encoder reads others: log(1 + x).
  private let plain: Matrix?
  private let trace: Trace
  private let z, buffer: Matrix
  let bottleneck: any BottleneckPass

  /// Examples at a time.
  let batch: Int

  /// - Parameter most: examples at a time, at the most.
  package init(_ model: Model, engine: Engine, most: Int = 512) {
    (self.model, self.engine) = (model, engine)
    let configuration = model.configuration
    batch = configuration.batch(upTo: most)
    rows = Matrix(rows: batch, columns: configuration.features)
    let told = configuration.conditionedEncoderLayer == 0 ? configuration.classes : 0
    input = Matrix(rows: configuration.features + told, columns: batch)
    plain =
      configuration.likelihood.family.readsLogarithm
      ? Matrix(rows: configuration.features, columns: batch) : nil
    trace = Trace(model.encoder, batch: batch, training: false)
    z = Matrix(rows: configuration.bottleneck.width, columns: batch)
    let widest = max(configuration.bottleneck.encoderOutputs, configuration.bottleneck.width)
    buffer = Matrix(rows: batch, columns: widest)
    bottleneck = configuration.bottleneck.pass(
      model, objective: Objective(), size: batch, engine: engine)
  }

  /// - Parameters:
  ///   - examples: of the model's shape and unit, `[rows, …]`.
  ///   - labels: the classes of the rows, if the model is conditional.
  ///   - seed: of a draw from the posterior; without it, z is its mean.
  ///   - firstRow: the number of the first example in its stream, which the noise depends on.
  /// - Throws: `VAEError`, if a result is beyond single precision.
  package func encode(_ examples: Tensor, labels: [Int32], seed: UInt64?, firstRow: Int)
    throws(VAEError) -> Codes
  {
    let count = examples.shape[0]
    let shape = model.configuration.bottleneck
    var result = Codes()
    // Behind a flow z is no longer normal.
    let normalSize = model.configuration.posteriorFlow == nil ? shape.normalSize : nil
    // No rows have all tensors too.
    result.z = Array(repeating: 0, count: count * shape.width)
    result.logVariance = normalSize.map { Array(repeating: 0, count: count * $0) }
    if shape.discreteVariables != nil { result.codes = [] }
    for start in stride(from: 0, to: count, by: batch) {
      let range = start..<min(count, start + batch)
      let parameters = parameters(examples, labels, range)
      let z = z.view(columns: range.count)
      let noise = seed.map {
        Noise(
          seed: $0, purpose: .posterior, epoch: 0,
          rows: rowIndices(from: firstRow + start, count: range.count))
      }
      bottleneck.forward(parameters, z: z, noise: noise, mode: .evaluation)
      result.z.withUnsafeMutableBufferPointer {
        engine.rowMajor(z, by: buffer, to: $0, at: start)
      }
      if let size = normalSize {
        result.logVariance?.withUnsafeMutableBufferPointer {
          engine.rowMajor(parameters.slice(rows: size..<2 * size), by: buffer, to: $0, at: start)
        }
      }
      if let codes = bottleneck.posterior?.codes(z) { result.codes? += codes }
    }
    try check(&result, firstRow: firstRow)
    return result
  }

  private func check(_ result: inout Codes, firstRow: Int) throws(VAEError) {
    try checkFinite(
      result.z, width: z.rows, firstRow: firstRow, name: "z",
      sources: "data or the parameters of the model")
    guard let logVariance = result.logVariance else { return }
    try checkFinite(
      logVariance, width: model.configuration.bottleneck.normalSize ?? 1, firstRow: firstRow,
      name: "z_logvar", sources: "data or the parameters of the model")
    // As the kernels see it that draw from the posterior and measure its KL.
    result.logVariance = logVariance.map { min(max($0, LogVariance.least), LogVariance.greatest) }
  }

  /// The examples that `parameters` was last called with, `[features, rows]`.
  func examples(_ count: Int) -> Panels {
    plain?.view(rows: model.configuration.features, columns: count) ?? read(count)
  }

  /// What the encoder reads of them, `[features, rows]`.
  private func read(_ count: Int) -> Panels {
    input.view(columns: count).slice(rows: 0..<model.configuration.features)
  }

  /// The encoder's output, `[parameters, rows]`.
  func parameters(_ examples: Tensor, _ labels: [Int32], _ range: Range<Int>) -> Panels {
    let features = model.configuration.features
    let byRow = rows.view(rows: range.count, columns: features, order: .byTileRow)
    let input = input.view(columns: range.count)
    let unit = model.configuration.unit
    engine.fill(byRow, self.examples(range.count)) {
      Examples.load(
        examples, unit: unit, range.lowerBound + $0, into: byRow, row: $0, kernels: engine.kernels)
    }
    if plain != nil { engine.logOnePlus(self.examples(range.count), result: read(range.count)) }
    if model.configuration.classes > 0 {
      let target = trace.classRows(columns: range.count) ?? input.slice(rows: features..<input.rows)
      engine.fillClasses(labels[range], into: target)
    }
    trace.forward(input, layers: model.encoder.layers.indices, engine: engine)
    return trace.output(model.encoder.last, columns: range.count)
  }
}

extension Examples {
  /// Examples for a model: of its shape, bytes of its unit, all through its scaler. Of a table whose frame has the
  /// model's columns, see `Frame.arranged(like:)`.
  ///
  /// - Parameter firstRow: the number of the frame's first row in its stream.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package init(_ frame: Frame, of configuration: Configuration, firstRow: Int) throws {
    try self.init(
      frame, shape: configuration.exampleShape, scaler: configuration.scaler, firstRow: firstRow)
    if configuration.scaler == nil,
      let fault = unitFault(configuration.unit, source: "the model was fitted to")
    {
      throw VAEError(fault)
    }
  }
}
