import LaneTypes
import TensorIO
import VAE

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
    let way =
      switch model.configuration.bottleneck {
      case .gaussian: "latent-sample -z \(width)"
      case .none: "latent-sample --from PRIOR"
      case .categorical, .joint, .quantized: "latent-sample -m MODEL"
      }
    throw VAEError(
      "tensor 'z' has \(z.shape[1]) dimensions, the model has \(width): "
        + "use \(way), or encode with this model")
  }
  return z
}
