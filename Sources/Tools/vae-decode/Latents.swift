import Datasets
import Kernels
import Networks
import TensorIO
import VAE

/// Checks that rows have numbers, before they are cut into parts: so the message tells all rows.
///
/// - Throws: `VAEError`.
func checkNumbers(of frame: Frame) throws(VAEError) {
  guard let tensor = frame["z"] ?? frame["codes"], tensor.shape.dropFirst().contains(0) else {
    return
  }
  throw VAEError(
    tensor, expected: tensor.name == "z" ? "f32 rows×latent" : "i32 rows×variables")
}

/// The latents of a frame, checked against the model: `z`, f32 `[rows, width]`, all finite; or, where
/// there is no `z`, what the numbers in `codes` stand for.
///
/// - Throws: `VAEError`, with both numbers and the way out.
func latents(_ frame: Frame, of model: Model, firstRow: Int) throws -> Tensor {
  if frame["z"] == nil, let codes = frame["codes"] {
    return try model.latents(codes, firstRow: firstRow)
  }
  let z = try frame.latents(firstRow: firstRow)
  let width = model.configuration.bottleneck.width
  guard z.shape[1] == width else {
    let bottleneck = model.configuration.bottleneck
    let way =
      !bottleneck.hasPrior
      ? "use latent-sample --from PRIOR"
      : bottleneck.isNormal
        ? "give latent-sample, latent-grid or latent-walk -z \(width)"
        : "use latent-sample -m MODEL"
    throw VAEError(
      "tensor 'z' has \(z.shape[1]) dimensions, the model has \(width): "
        + "\(way), or encode with this model")
  }
  return z
}
