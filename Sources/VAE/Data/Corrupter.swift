import Kernels
import LaneTypes
import TensorIO

/// Puts noise on the examples of a stream, the same as training puts on the encoder's input.
package struct Corrupter {
  private let corruption: Corruption
  private let key: NoiseKey
  private let engine: Engine

  package init(_ corruption: Corruption, seed: UInt64, engine: Engine) {
    self.corruption = corruption
    key = NoiseKey(seed: seed, purpose: .corruption)
    self.engine = engine
  }

  /// - Parameters:
  ///   - examples: u8 or f32, rows first.
  ///   - firstRow: the number of the first row in its stream, which the noise depends on.
  /// - Returns: as many numbers, row by row.
  package func corrupt(_ examples: Tensor, firstRow: Int) -> [Float] {
    let (rows, features) = (examples.shape[0], examples.shape.dropFirst().reduce(1, *))
    guard rows > 0 else { return [] }
    let byRow = Matrix(rows: rows, columns: features)
    let byFeature = Matrix(rows: features, columns: rows)
    let (source, target, kernels) = (byRow.panels, byFeature.panels, engine.kernels)
    engine.fill(source, target) {
      Examples.load(examples, $0, into: source, row: $0, kernels: kernels)
    }
    let numbers = rowNumbers(from: firstRow, count: rows)
    let (corruption, key) = (corruption, key)
    engine.forPanels(rows) {
      kernels.corrupt(
        target, by: corruption, examples: numbers, key: key, result: target, panels: $0)
    }
    return engine.rowMajor(target, by: byRow)
  }
}
