/// Densities of learned priors, and their gradients.
package protocol PriorKernels {
  /// Adds log N(x; μ, σ²) in nats to each column's sum; N(x; 0, I) without parameters.
  ///
  /// - Parameters:
  ///   - x: `[numbers, columns]`.
  ///   - parameters: `[2·numbers, columns]`: μ above log σ².
  ///   - sums: `[panels · 32]`.
  static func addLogDensity(
    _ x: Panels, parameters: Panels?, to sums: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// The way back of `addLogDensity` for Σ weights[column] · (−log N). A column of weight 0 adds nothing,
  /// whatever it holds.
  ///
  /// - Parameters:
  ///   - x: `[numbers, columns]`.
  ///   - parameters: `[2·numbers, columns]`: μ above log σ².
  ///   - weights: `[panels · 32]`.
  ///   - xGradient: the gradient on x is added to it, `[numbers, columns]`.
  ///   - gradient: that on the parameters, `[2·numbers, columns]`, zero where the weight is.
  static func logDensityBackward(
    _ x: Panels, parameters: Panels?, weights: UnsafePointer<Float>, xGradient: Panels,
    gradient: Panels?, panels: Range<Int>)

  /// A draw x = μ + σ·ε, and −log N(x; μ, σ²) of it added to each column's sum.
  ///
  /// - Parameters:
  ///   - parameters: `[2·numbers, columns]`: μ above log σ².
  ///   - noise: ε, `[numbers, columns]`.
  ///   - x: `[numbers, columns]`.
  ///   - sums: `[panels · 32]`.
  static func drawNormals(
    _ parameters: Panels, noise: Panels, x: Panels, sums: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// The way back of `drawNormals`, for Σ weights[column] · log N(x; μ, σ²) and what x is used for.
  ///
  /// - Parameters:
  ///   - parameters: `[2·numbers, columns]`: μ above log σ².
  ///   - noise: ε, `[numbers, columns]`.
  ///   - xGradient: `[numbers, columns]`.
  ///   - weights: `[panels · 32]`.
  ///   - gradient: on the parameters, `[2·numbers, columns]`, zero where the weight is.
  static func drawNormalsBackward(
    _ parameters: Panels, noise: Panels, xGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>)

  /// What the density needs of each component.
  ///
  /// - Parameters:
  ///   - components: `[2·latent, K]`: μ above log σ².
  ///   - precisions: 1/σ², `[latent, K]`.
  ///   - constants: −½ Σ (log σ² + log 2π) − log K, `[panels(K) · 32]`.
  static func mixtureTerms(
    _ components: Panels, precisions: Panels, constants: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// log p(z) of each column, by the logarithms of the components' shares and the largest of them.
  ///
  /// - Parameters:
  ///   - z: `[latent, columns]`.
  ///   - components, precisions, constants: as in `mixtureTerms`.
  ///   - logShares: log (1/K · N(z; μ_k, σ_k²)), `[K, columns]`.
  ///   - logDensity: `[panels · 32]`.
  static func mixtureLogDensity(
    _ z: Panels, components: Panels, precisions: Panels, constants: UnsafePointer<Float>,
    logShares: Panels, logDensity: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// Adds weights[column] · ∂(−log p(z))/∂z to the gradient on z, and makes of the logarithms the shares
  /// weights[column] · p(k|z). A column of weight 0 has shares of 0 and adds nothing, whatever it holds.
  ///
  /// - Parameters:
  ///   - z, zGradient: `[latent, columns]`.
  ///   - components, precisions: as in `mixtureTerms`.
  ///   - logDensity: log p(z) as `mixtureLogDensity` gave it, `[panels · 32]`, as are the weights.
  ///   - shares: the logarithms that `mixtureLogDensity` made, `[K, columns]`; they become the shares.
  static func mixtureBackward(
    _ z: Panels, components: Panels, precisions: Panels, logDensity: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, shares: Panels, zGradient: Panels, panels: Range<Int>)

  /// The gradient of Σ weights[column] · (−log p(z)) on the components, zero beyond the last. The lanes run
  /// over the components, and each sum over the columns is a chain.
  ///
  /// - Parameters:
  ///   - z: `[latent, columns]`.
  ///   - weights: `[columns]`; columns of weight 0 are left out.
  ///   - shares: those of `mixtureBackward` transposed, `[columns, K]`.
  ///   - components, precisions: as in `mixtureTerms`.
  ///   - gradient: `[2·latent, K]`.
  ///   - panels: of components.
  static func mixtureComponentGradient(
    _ z: Panels, weights: UnsafePointer<Float>, shares: Panels, components: Panels,
    precisions: Panels, gradient: Panels, panels: Range<Int>)
}
