import LaneTypes

/// p(z) at draws of z, and the way back.
///
/// The columns are draws side by side, each of as many whole panels as the batch has. The padding columns in
/// between hold any finite numbers and have weight 0.
protocol PriorPass: AnyObject {
  /// log p(z) in nats of each column; of a hierarchy one draw's estimate log p(z|u) + log p(u) − log q(u|z).
  ///
  /// - Parameters:
  ///   - z: `[latent, columns]`.
  ///   - noise: one for each draw.
  ///   - logDensity: `[panels · 32]`.
  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>)

  /// Adds weights[column] · ∂(−log p(z))/∂z to `zGradient`, and keeps what its own layers' gradients are
  /// made of. Follows `forward` with the same z.
  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels)

  /// Of its layers in the order of `PriorLayers.namedLayers`, after `backward`.
  var factors: [Trace.Factors] { get }
}
