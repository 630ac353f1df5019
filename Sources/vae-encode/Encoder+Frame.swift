import LaneTypes
import TensorIO
import VAE

extension Encoder {
  /// A frame of latents for a frame of data: `z`, `z_logvar`, and whatever else came along, labels
  /// for one.
  ///
  /// - Throws: `VAEError` and `StreamError`.
  func encode(_ frame: Frame, sample key: NoiseKey?, firstRow: Int) throws -> Frame {
    let examples = try frame.tensor("x", meaning: "data")
    let posteriors = try encode(examples, sample: key, firstRow: firstRow)
    let shape = [examples.shape[0], latent]
    let replaced = ["x", "z", "z_logvar"]
    return try Frame(
      [
        Tensor("z", shape: shape, posteriors.z),
        Tensor("z_logvar", shape: shape, posteriors.logVariance),
      ] + frame.tensors.filter { !replaced.contains($0.name) })
  }
}
