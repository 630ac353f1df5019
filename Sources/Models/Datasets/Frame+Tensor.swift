import Networks
import TensorIO

extension Frame {
  /// The tensor that a tool works on.
  ///
  /// - Parameters:
  ///   - name: `x` or `z`.
  ///   - meaning: what it is, in the plural: `data`, `latents`.
  /// - Throws: `VAEError`, which says what is there instead.
  package func tensor(_ name: String, meaning: String) throws(VAEError) -> Tensor {
    guard let tensor = self[name] else { throw VAEError(missing(name, meaning: meaning)) }
    return tensor
  }
}
