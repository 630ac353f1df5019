import LaneTypes
import TensorIO
import VAE

extension Decoder {
  /// A frame of data for a frame of latents: `x`, and whatever else came along, labels for one.
  ///
  /// - Parameter asBytes: 0 to 1 becomes 0 to 255, to the nearest; what lies outside is cut off.
  /// - Throws: `VAEError` and `StreamError`.
  func decode(_ frame: Frame, sample key: NoiseKey?, firstRow: Int, asBytes: Bool) throws -> Frame {
    let latents = try frame.tensor("z", meaning: "latents")
    let values = try decode(latents, sample: key, firstRow: firstRow)
    let shape = [latents.shape[0]] + exampleShape
    let data =
      asBytes
      ? Tensor("x", shape: shape, values.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) })
      : Tensor("x", shape: shape, values)
    let replaced = ["x", "z", "z_logvar"]
    return try Frame([data] + frame.tensors.filter { !replaced.contains($0.name) })
  }
}
