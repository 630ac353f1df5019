import Datasets
import Kernels
import TensorIO
import VAE

extension Encoder {
  /// A frame of latents for a frame of data: `z` and what else the bottleneck has, and whatever came
  /// along, labels for one.
  ///
  /// - Parameters:
  ///   - bottleneck: the model's.
  ///   - classes: that the model was fitted to; none of them for a model that is not told.
  ///   - seed: of a draw from the posterior; nil for its mean.
  /// - Throws: `VAEError` and `StreamError`.
  func encode(
    _ frame: Frame, bottleneck: any Bottleneck, classes: ClassSet, sample seed: UInt64?,
    firstRow: Int
  ) throws -> Frame {
    let examples = try frame.tensor("x", meaning: "data")
    let labels =
      classes.range > 0 ? try Labels.read(frame, firstRow: firstRow, classes: classes) : []
    let codes = try encode(examples, labels: labels, seed: seed, firstRow: firstRow)
    let replaced = ["x", PixelKind.field, Frame.unitField] + Codes.names
    return try Frame(
      codes.tensors(rows: examples.shape[0], of: bottleneck)
        + frame.tensors(without: replaced))
  }
}
