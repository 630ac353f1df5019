import LaneTypes
import TensorIO
import VAE

extension Decoder {
  /// A frame of data for a frame of latents: `x`, and whatever else came along, labels for one.
  ///
  /// - Parameters:
  ///   - latents: the frame's, `[rows, width]`.
  ///   - seed: of a draw from the likelihood; nil for its mean.
  ///   - asBytes: whether numbers become bytes.
  /// - Throws: `VAEError` and `StreamError`.
  func decode(
    _ frame: Frame, _ latents: Tensor, classes: Int, sample seed: UInt64?, firstRow: Int,
    asBytes: Bool
  ) throws -> Frame {
    let labels =
      classes > 0 ? try Labels.read(frame, firstRow: firstRow, classes: classes) : []
    let values = try decode(latents, labels: labels, seed: seed, firstRow: firstRow)
    let shape = [latents.shape[0]] + exampleShape
    let data = Examples.tensor(values, shape: shape, asBytes: asBytes)
    let replaced = ["x", PixelKind.field] + Codes.names
    return try Frame([data] + frame.tensors.filter { !replaced.contains($0.name) })
  }
}
