import Kernels
import Networks
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
  /// - Returns: `x`, f32 of the same shape.
  /// - Throws: `VAEError`, if one is beyond single precision.
  package func corrupt(_ examples: Examples, firstRow: Int) throws(VAEError) -> Tensor {
    let (kernels, corruption, key) = (engine.kernels, corruption, key)
    let numbers = rowIndices(from: firstRow, count: examples.tensor.shape[0])
    let values = engine.changed(examples) { values in
      engine.forPanels(values.columns) {
        kernels.corrupt(
          values, by: corruption, examples: numbers, key: key, result: values, panels: $0)
      }
    }
    let width = examples.tensor.shape.dropFirst().reduce(1, *)
    try values.withElements(of: Float.self) { span throws(VAEError) in
      try span.withUnsafeBufferPointer { numbers throws(VAEError) in
        try checkFinite(
          numbers, width: width, firstRow: firstRow, name: "x", sources: "data or the noise")
      }
    }
    return values
  }
}
