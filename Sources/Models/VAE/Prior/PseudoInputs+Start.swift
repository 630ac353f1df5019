import Datasets
import Kernels
import Networks

extension PseudoInputs {
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
