/// Penalties on the size of codes.
package protocol SparsityKernels {
  /// Σ_j |z_j| of each example, in ascending order.
  ///
  /// - Parameters:
  ///   - codes: z, `[latent, batch]`.
  ///   - result: `[panels · 32]`.
  static func absoluteSums(_ codes: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// Adds the gradient of weight · Σ|z| to the one on z: the weight with z's sign, and nothing where z
  /// is 0.
  ///
  /// - Parameters:
  ///   - codes: z, `[latent, batch]`.
  ///   - gradient: `[latent, batch]`, zero beyond the batch afterwards.
  static func addSigns(_ codes: Panels, weight: Float, to gradient: Panels, panels: Range<Int>)

  /// Σ_j KL(ρ ‖ ρ̂_j) in nats, a figure of the whole batch: ρ̂_j is the mean of code j, held within
  /// [1e-6, 1 − 1e-6] (Ng, "Sparse autoencoder", CS294A 2011).
  ///
  /// - Parameters:
  ///   - codes: in (0, 1), `[latent, batch]`.
  ///   - target: ρ, in (0, 1).
  ///   - slopes: `[latent]`, padded to a multiple of 16: the derivative by any of row j's codes,
  ///     ((1 − ρ)/(1 − ρ̂_j) − ρ/ρ̂_j) / batch. At its bounds ρ̂ keeps its slope, so that a code that is
  ///     always 0 is still pulled away from there.
  static func bernoulliSparsity(_ codes: Panels, target: Float, slopes: UnsafeMutablePointer<Float>)
    -> Float

  /// Adds weight · values[j] to row j of a gradient.
  ///
  /// - Parameters:
  ///   - values: `[rows]`.
  ///   - gradient: `[rows, batch]`, zero beyond the batch afterwards.
  static func addToRows(
    _ values: UnsafePointer<Float>, weight: Float, gradient: Panels, panels: Range<Int>)

  /// Keeps the `count` largest numbers of each example's code and makes the others 0; of equal ones those in the lowest
  /// rows are kept. What is not above 0 becomes 0. What is no number counts as the largest, so that it stays visible.
  ///
  /// - Parameters:
  ///   - code: `[latent, batch]`, in place.
  ///   - count: 1 to `latent`.
  static func keepLargest(_ code: Panels, count: Int, panels: Range<Int>)
}
