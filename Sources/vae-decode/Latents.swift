import LaneTypes
import TensorIO
import VAE

/// Checks the latents of a frame against the model: f32 `[rows, latent]`, all finite.
///
/// - Throws: `VAEError`, with both numbers and the way out.
func checkLatents(_ frame: Frame, of model: Model, firstRow: Int) throws {
  let z = try frame.tensor("z", meaning: "latents")
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
}
