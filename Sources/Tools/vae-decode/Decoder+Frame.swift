import Datasets
import Kernels
import TensorIO
import VAE

extension Decoder {
  /// A frame of data for a frame of latents: `x`, and whatever else came along, labels for one.
  ///
  /// - Parameters:
  ///   - latents: the frame's, `[rows, width]`.
  ///   - classes: that the model was fitted to; none of them for a model that is not told.
  ///   - seed: of a draw from the likelihood; nil for its mean.
  ///   - unit: of the bytes that numbers become; nil for numbers.
  ///   - most: where those are cut off.
  /// - Throws: `VAEError` and `StreamError`.
  func decode(
    _ frame: Frame, _ latents: Tensor, classes: ClassSet, sample seed: UInt64?, firstRow: Int,
    unit: Int?, most: Int
  ) throws -> Frame {
    let labels =
      classes.range > 0 ? try Labels.read(frame, firstRow: firstRow, classes: classes) : []
    let numbers = try decode(latents, labels: labels, seed: seed, firstRow: firstRow)
    let data = Examples.tensors(numbers, unit: unit, most: most)
    let replaced = ["x", PixelKind.field, Frame.unitField] + Codes.names
    return try Frame(data + frame.tensors(without: replaced))
  }
}
