import Kernels
import Networks
import TensorIO

/// Makes the numbers of a stream 0 or 1, and stamps it.
package struct Binarizer {
  private let kind: PixelKind
  private let engine: Engine

  /// - Parameter kind: `threshold`, or `fixed`: the same draws as `vae-fit --binarize static` makes with
  ///   that seed.
  package init(_ kind: PixelKind, engine: Engine) {
    (self.kind, self.engine) = (kind, engine)
  }

  /// - Parameters:
  ///   - frame: with numbers from 0 to 1 in `x`, u8 or f32, that were not binarised before.
  ///   - firstRow: the number of the frame's first row in its stream, which the draws depend on.
  /// - Returns: the frame with bytes that stand for 0 and 1 in their place, 0 and the frame's unit, and the stamp.
  /// - Throws: `VAEError` and `StreamError`.
  package func binarize(_ frame: Frame, firstRow: Int) throws -> Frame {
    if let stamp = try PixelKind.stamp(of: frame) {
      throw VAEError("the data are binarised already (\(stamp))")
    }
    let examples = try Examples(frame, shape: nil)
    try examples.checkProbabilities(firstRow: firstRow)
    let binary = Examples.tensors(
      values(of: examples, firstRow: firstRow), unit: examples.unit)
    return try Frame([kind.stamp] + binary + frame.tensors(without: ["x", Frame.unitField]))
  }

  private func values(of examples: Examples, firstRow: Int) -> Tensor {
    let numbers = rowIndices(from: firstRow, count: examples.tensor.shape[0])
    let values = engine.changed(examples) { values in
      guard case .fixed(let seed) = kind else { return }
      let (kernels, key) = (engine.kernels, NoiseKey(seed: seed, purpose: .binarization))
      engine.forPanels(values.columns) {
        kernels.binarize(values, examples: numbers, key: key, result: values, panels: $0)
      }
    }
    guard case .threshold(let least) = kind else { return values }
    return values.map { Float($0 >= least ? 1 : 0) }
  }
}
