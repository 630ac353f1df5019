/// Several draws of z for each example, and their importance weights.
package protocol DrawKernels {
  /// The bound (1/m) Σ_g log (1/k) Σ_i w_gi from m groups of k importance weights an example, and each
  /// weight's share of its gradient, w_gi / (m Σ_j w_gj) (Burda et al. 2016, section 3; of several groups
  /// Rainforth et al. 2018, MIWAE).
  ///
  /// - Parameters:
  ///   - logWeights: log w, `[groups · draws, panels · 32]`, a group's draws one after the other; it becomes
  ///     the shares.
  ///   - stride: from one draw to the next.
  ///   - bound: `[panels · 32]`.
  static func boundShares(
    _ logWeights: UnsafeMutablePointer<Float>, groups: Int, draws: Int, stride: Int,
    bound: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// Adds samples to the importance weights of each example, of which it keeps the largest logarithm m,
  /// Σ exp(log w − m) and Σ exp(log w − m)²: never an overflow, and the largest weight is 1.
  ///
  /// All terms are positive, so the relative error of a sum of n is below n·2⁻²⁴; `samples` is kept small
  /// and the sums of such blocks are added.
  ///
  /// - Parameters:
  ///   - logWeights: `[samples, panels · 32]`.
  ///   - stride: from one sample to the next.
  ///   - state: m, then the sum, then that of the squares, each `[panels · 32]` and `stride` apart; at first
  ///     −∞, 0 and 0.
  static func addImportanceWeights(
    _ logWeights: UnsafePointer<Float>, samples: Int, stride: Int,
    state: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// A draw z = μ + σ·ε for each example, and log q(z|x) of it in nats:
  /// −½ Σ_j (ε_j² + log σ_j² + log 2π).
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - z: `[latent, batch]`.
  ///   - logDensity: `[panels · 32]`.
  static func posteriorSample(
    parameters: Panels, noise: Panels, z: Panels, logDensity: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// Adds the gradient on μ and log σ² of one draw for each example, from that on z and from
  /// weight·log q(z|x), in which z stands for itself: its own way is in `zGradient`.
  ///
  /// Where a column weighs nothing its gradient is zero, whatever `zGradient` holds there.
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - zGradient: `[latent, batch]`.
  ///   - weights: of log q(z|x) in the loss, `[panels · 32]`.
  ///   - gradient: `[2·latent, batch]`.
  static func addPosteriorSampleGradient(
    parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>)

  /// Adds the gradient on μ and log σ² of one draw for each example by the way of z alone: each draw's gradient
  /// on z is weighed once more, and that of log q on z joins it (Tucker et al. 2019, the DReG estimator of the IWAE).
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - zGradient: `[latent, batch]`, already multiplied by the draws' shares.
  ///   - shares: the normalised importance weights, `[panels · 32]`.
  ///   - scale: what the loss is divided by: one over the number of examples.
  ///   - gradient: `[2·latent, batch]`.
  static func addDoublyReparameterizedGradient(
    parameters: Panels, noise: Panels, zGradient: Panels, shares: UnsafePointer<Float>,
    scale: Float, gradient: Panels, panels: Range<Int>)

  /// log N(z; 0, I) in nats of each column of z `[latent, batch]`; the result is `[panels · 32]`.
  static func normalLogDensity(_ z: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// Adds weight·z: the gradient of −weight·log N(z; 0, I).
  ///
  /// - Parameters:
  ///   - z: `[latent, batch]`.
  ///   - weights: `[panels · 32]`.
  ///   - gradient: `[latent, batch]`.
  static func addNormalGradient(
    _ z: Panels, weights: UnsafePointer<Float>, gradient: Panels, panels: Range<Int>)

  /// Multiplies each column by its weight. Where that is zero the result is zero, whatever was there.
  ///
  /// - Parameters:
  ///   - matrix: `[rows, batch]`, by panels.
  ///   - weights: `[panels · 32]`.
  static func scaleColumns(_ matrix: Panels, weights: UnsafePointer<Float>, panels: Range<Int>)

  /// A draw z = μ + σ·ε for each example, and log p(z) − log q(z|x) of it in nats, where p is N(0, I):
  /// ½ Σ_j (ε_j² + log σ_j² − z_j²), the constants of both densities being the same (Burda et al. 2016,
  /// equation 8, without p(x|z)).
  ///
  /// - Parameters:
  ///   - parameters: `[2·latent, batch]`: μ above log σ².
  ///   - noise: ε, `[latent, batch]`.
  ///   - z: `[latent, batch]`.
  ///   - logRatio: `[panels · 32]`.
  static func posteriorDraw(
    parameters: Panels, noise: Panels, z: Panels, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>)
}
