/// What objectives ask of the codes of a batch.
package protocol ObjectiveKernels {
  /// The rows of a batch less their means, zero beyond the batch.
  ///
  /// - Parameters:
  ///   - source, result: `[rows, batch]`; the result's rows may be fewer.
  static func centreRows(_ source: Panels, result: Panels)

  /// σ² of each dimension, zero beyond the batch, from log σ² within its bounds.
  ///
  /// - Parameters:
  ///   - logVariances: `[latent, batch]`.
  ///   - result: `[latent, batch]`.
  static func posteriorVariances(_ logVariances: Panels, result: Panels)

  /// `target += weights[row] · source`, row by row, where `bounds` is within the bounds of log σ²; zero
  /// beyond the batch stays zero.
  ///
  /// - Parameters:
  ///   - source, target: `[rows, batch]`.
  ///   - weights: `[rows]`.
  ///   - bounds: log σ², of the shape of `source`; nil for everywhere.
  static func addScaledRows(
    _ source: Panels, weights: UnsafePointer<Float>, bounds: Panels?, to target: Panels)

  /// Σ_m k(‖a_n − b_m‖²) for each column n of `a`, over all columns m of `b`, and the gradient of their sum
  /// by a.
  ///
  /// - Parameters:
  ///   - a, b: `[width, examples]`.
  ///   - distinct: whether a and b are the same examples, of which none is paired with itself.
  ///   - sums: `[panels · 32]`, of a's columns.
  ///   - weight: what the gradient is multiplied by.
  ///   - gradient: `[width, examples]`, which the gradient is added to where it is asked for; columns beyond
  ///     the examples stay.
  ///   - panels: of a.
  static func pairKernels(
    _ a: Panels, _ b: Panels, distinct: Bool, kernel: PairKernel, sums: UnsafeMutablePointer<Float>,
    weight: Float, gradient: Panels?, panels: Range<Int>)

  /// 1/σ² of each posterior, and its log σ² within the bounds.
  ///
  /// - Parameters:
  ///   - logVariances: `[latent, batch]`.
  ///   - bounded, precisions: `[latent, batch]`.
  static func posteriorPrecisions(
    _ logVariances: Panels, bounded: Panels, precisions: Panels, panels: Range<Int>)

  /// For each code z_n: log Σ_j q(z_n|x_j) and log Σ_j q(z_nd|x_j) for each dimension d, over all
  /// posteriors j of the batch, without the constants of the normal density (Chen et al. 2018, equation S3).
  ///
  /// - Parameters:
  ///   - z, means, logVariances, precisions: `[latent, batch]`.
  ///   - scratch: `[batch · 32]` for each panel, one after the other.
  ///   - joint: `[panels · 32]`; marginals: `[latent, batch]`.
  static func aggregateDensities(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels,
    scratch: UnsafeMutablePointer<Float>, joint: UnsafeMutablePointer<Float>, marginals: Panels,
    panels: Range<Int>)

  /// The gradient of the total correlation of a batch, on the codes or on the parameters of the posteriors.
  ///
  /// The derivative of log Σ_j q(z_n|x_j) − Σ_d log Σ_j q(z_nd|x_j) by log q(z_nd|x_j) is the difference of
  /// two softmaxes, that of the whole vectors and that of the dimension. From it follow those by z, μ and
  /// log σ².
  ///
  /// - Parameters:
  ///   - z, means, logVariances, precisions, marginals: `[latent, batch]`; joint: `[panels · 32]`.
  ///   - weight: what the gradient is multiplied by.
  ///   - zGradient, gradient: `[latent, batch]` and `[2·latent, batch]`, which the gradients are added to;
  ///     one of them is given, and columns beyond the batch stay.
  ///   - raw: log σ² before the bounds, beyond which its gradient is zero, `[latent, batch]`.
  ///   - scratch: `[batch · 32]` for each panel, one after the other.
  static func totalCorrelationBackward(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels, joint: UnsafePointer<Float>,
    marginals: Panels, weight: Float, zGradient: Panels?, gradient: Panels?, raw: Panels,
    scratch: UnsafeMutablePointer<Float>, panels: Range<Int>)
}
