import LaneTypes
import TensorIO
import VAE

/// The latents of a frame, checked against the model: f32 `[rows, latent]`, all finite.
///
/// - Throws: `VAEError`, with both numbers and the way out.
func latentRows(_ frame: Frame, of model: Model, firstRow: Int) throws -> Tensor {
  guard let z = frame["z"] else {
    let names = frame.tensors.map { "'\($0.name)'" }.joined(separator: ", ")
    throw VAEError(
      "no tensor 'z' among \(names.isEmpty ? "none" : names): latents are expected, "
        + "from vae-encode or latent-sample")
  }
  guard z.elementType == .f32, z.shape.count == 2 else {
    throw VAEError(
      "tensor 'z' is \(z.elementType.name) \(z.shapeDescription), expected f32 rows×latent")
  }
  _ = try frame.rows()
  let latent = model.configuration.latent
  guard z.shape[1] == latent else {
    throw VAEError(
      "tensor 'z' has \(z.shape[1]) dimensions, the model has \(latent): "
        + "use latent-sample -z \(latent), or encode with this model")
  }
  try Examples.check(z, firstRow: firstRow, likelihood: .gaussian(variance: 1))
  return z
}

/// Numbers as bytes: 0 to 1 becomes 0 to 255, to the nearest; what lies outside is cut off.
func byteTensor(_ x: [Float], shape: [Int]) -> Tensor {
  Tensor("x", shape: shape, x.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) })
}
