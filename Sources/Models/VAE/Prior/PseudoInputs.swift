import Datasets
import Kernels
import Networks

/// Learned examples whose posteriors are the components of a prior (Tomczak & Welling 2018, equation 9).
///
/// The weights have a column for each pseudo-input, and there is no bias; the activation keeps pseudo-inputs where
/// the data are. The paper cuts them off at 0 and 1, beyond which a number has no gradient and stays; a sigmoid
/// always leaves one.
package final class PseudoInputs: LearnedWeights {
  /// `[features, components]`.
  package let weights: Matrix
  package let bias = Buffer(count: 0)
  package let activation: Activation
  /// Whether they stand for log(1 + x) of examples x, which is then what the encoder reads.
  let readsLogarithm: Bool

  package init(components: Int, features: Int, activation: Activation, readsLogarithm: Bool) {
    weights = Matrix(rows: features, columns: components)
    (self.activation, self.readsLogarithm) = (activation, readsLogarithm)
  }

  package var inputs: Int { weights.columns }
  package var outputs: Int { weights.rows }
  package var fanIn: Int { 1 }
  package var weightShape: [Int] { [inputs, outputs] }

  /// A model file has a row for each pseudo-input.
  package var storage: ParameterStorage { .columns(weights) }

  /// All pseudo-inputs, `[features, components]`.
  func forward(_ output: Panels, engine: Engine) {
    let (kernels, weights, activation) = (engine.kernels, weights.panels, activation)
    engine.forPanels(inputs) {
      kernels.activateRows(weights, activation: activation, result: output, panels: $0)
    }
  }

  /// The gradient on the output before its activation, as it is.
  package func weightGradient(
    _ factors: Trace.Factors, result: Matrix, bias: Buffer, scratch: Buffer, engine: Engine
  ) {
    let (kernels, source, target) = (engine.kernels, factors.gradient, result.panels)
    engine.forPanels(inputs) {
      kernels.activateRows(source, activation: .identity, result: target, panels: $0)
    }
  }

  /// What a model's encoder makes of all pseudo-inputs, `[2·latent, K]`: μ above log σ².
  func posteriors(of model: Model, engine: Engine) -> Matrix {
    let encoder = model.encoder
    let columns = weights.columns
    let inputs = Matrix(rows: outputs, columns: columns)
    forward(inputs.panels, engine: engine)
    let result = Matrix(rows: encoder.outputs, columns: columns)
    let step = min(model.configuration.batch(upTo: 256) / Panels.width, Panels.panels(columns))
    let trace = Trace(encoder, batch: step * Panels.width, training: false)
    for start in stride(from: 0, to: Panels.panels(columns), by: step) {
      let panels = start..<min(start + step, Panels.panels(columns))
      let part = inputs.panels.slice(panels: panels)
      trace.forward(part, layers: 0..<encoder.last, engine: engine)
      trace.runLast(
        trace.input(encoder.last, first: part), output: result.panels.slice(panels: panels),
        engine: engine)
    }
    return result
  }

  /// Starts at examples drawn without replacement, over again where there are too few, with
  /// some noise so that no two are the same. Below a sigmoid an example x starts
  /// at the logit of 0.05 + 0.9·x, where there is a gradient; where the encoder reads logarithms, at that of 1 + x.
  package func start(_ data: Dataset, seed: UInt64, engine: Engine) {
    guard data.count > 0 else { return }
    let (count, features) = (inputs, outputs)
    let key = NoiseKey(seed: seed, purpose: .pseudoInputs)
    let order = permutation(data.count, key: key)
    let rows = Matrix(rows: count, columns: features)
    for row in 0..<count {
      data.load(
        Int(order[row % data.count]), into: rows.panels, row: row, kernels: engine.kernels)
    }
    let noise = Matrix(rows: features, columns: count)
    let (kernels, target) = (engine.kernels, noise.panels)
    let numbers = rowIndices(from: 0, count: count)
    let isLimited = activation == .sigmoid
    let noiseKey = NoiseKey(seed: seed, purpose: .pseudoInputs, epoch: 1)
    engine.forPanels(count) {
      kernels.fillNormals(
        target, examples: numbers, key: noiseKey, deviation: isLimited ? 0.1 : 0.01, panels: $0)
    }
    var values = rows.rowMajor
    if readsLogarithm { values = values.map { Float(portableLog(1 + Double($0))) } }
    for row in 0..<count {
      for column in 0..<features {
        let place = row * features + column
        if isLimited {
          let x = 0.05 + 0.9 * Double(values[place])
          values[place] = Float(portableLog(x / (1 - x)))
        }
        values[place] += noise[column, row]
      }
    }
    fileWeights = values
  }
}
