import Kernels
import Networks

/// The way of draws of z through the density of their prior p(z), and back.
///
/// The draws of a batch stand side by side: each is as many whole panels as the batch has, and the columns
/// beyond the batch hold rubbish and have a weight of 0.
package protocol PriorPass: AnyObject {
  /// log p(z) of each column in nats; of a prior with latents of its own, one draw's estimate.
  ///
  /// - Parameters:
  ///   - z: `[latent, columns]`.
  ///   - noise: one for each draw.
  ///   - logDensity: `[panels · 32]`.
  func forward(_ z: Panels, noise: [Noise], logDensity: UnsafeMutablePointer<Float>)

  /// Adds weight · ∂(−log p(z))/∂z of each column to the gradient on z, and keeps what the gradients of its
  /// own layers are made of.
  ///
  /// - Parameters:
  ///   - weights: `[panels · 32]`.
  ///   - zGradient: `[latent, columns]`.
  func backward(_ z: Panels, weights: UnsafePointer<Float>, zGradient: Panels)

  /// What the weight gradients of its layers are made of after `backward`, in the model's order.
  var factors: [Trace.Factors] { get }

  /// Takes what it needs of a model that does not change any more, in the place of what each batch would give.
  func fix(_ model: Model)

  /// What passes through the encoder behind each batch for it; nil unless stated.
  func pseudoColumns(training: Bool) -> PseudoColumns?
}

extension PriorPass {
  package var factors: [Trace.Factors] { [] }
  package func fix(_ model: Model) {}
  package func pseudoColumns(training: Bool) -> PseudoColumns? { nil }
}
