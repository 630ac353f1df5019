/// The Gaussian posterior: draws by reparameterisation, KL and their gradients.
package protocol PosteriorKernels {
  /// z = μ + exp(½ log σ²)·ε, and KL(q(z|x) ‖ N(0, I)) in nats per example (Kingma & Welling 2014,
  /// appendix B): ½ Σ_j (μ_j² + σ_j² − 1 − log σ_j²).
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - z: `[latent, batch]`.
  ///   - divergence: `[panels · 32]`.
  static func posteriorForward(
    parameters: Panels, noise: Panels, z: Panels, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// The gradient on μ and log σ², from that on z and from the KL.
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - zGradient: `[latent, batch]`.
  ///   - weights: what the KL of each dimension is multiplied by, `[latent]`: beta over the number of
  ///     examples, or 0 where free bits are left.
  ///   - gradient: `[2·latent, batch]`, zero beyond the batch.
  static func posteriorBackward(
    parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>)

  /// Σ over the batch of each dimension's KL in nats, as free bits need it (Kingma et al. 2016, equation
  /// 15: Σ_j max(λ, mean over the batch of KL_j)): 16 lanes along the batch, then a tree.
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - result: `[latent]`.
  static func divergenceSums(_ parameters: Panels, result: UnsafeMutablePointer<Float>)

  /// Adds Σ and Σ of squares over the batch of the first `rows` rows of a matrix to totals `[rows, 2]`, which are
  /// kept in Double.
  static func addMoments(_ matrix: Panels, rows: Int, to totals: UnsafeMutablePointer<Double>)
}
