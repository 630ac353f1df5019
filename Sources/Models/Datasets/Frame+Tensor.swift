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

  /// The latents of a frame: its tensor `z`, f32 `[rows, width]`, all finite.
  ///
  /// - Parameters:
  ///   - firstRow: the number of the frame's first row in its stream.
  ///   - width: what the rows before had, where there were any.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package func latents(firstRow: Int, width: Int? = nil) throws -> Tensor {
    let z = try tensor("z", meaning: "latents")
    guard z.elementType == .f32, z.shape.count == 2, z.shape[1] > 0 else {
      throw VAEError(z, expected: "f32 rows×latent")
    }
    _ = try rows()
    if let width, z.shape[1] != width {
      throw VAEError("tensor 'z' has \(z.shape[1]) dimensions, expected \(width) as before")
    }
    try Examples.checkFinite(z, firstRow: firstRow)
    return z
  }
}
