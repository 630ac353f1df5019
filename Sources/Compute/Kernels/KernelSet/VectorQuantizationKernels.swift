/// Vector quantisation.
package protocol VectorQuantizationKernels {
  /// ‖c‖² of some rows of a matrix whose padding is zero: 16 lanes along the row, then a tree.
  ///
  /// - Parameters:
  ///   - matrix: `[codes, size]`.
  ///   - result: `[codes]`.
  static func squaredNorms(_ matrix: Panels, result: UnsafeMutablePointer<Float>, rows: Range<Int>)

  /// The nearest code vector of each variable and example, the first of several: the least of
  /// ‖c‖² − 2 z·c, which is ‖z − c‖² but for ‖z‖² (van den Oord et al. 2017, equation 1).
  ///
  /// - Parameters:
  ///   - vectors: z, `[variables·size, batch]`, the numbers of a vector one after the other.
  ///   - codebook: `[codes, size]`.
  ///   - norms: ‖c‖², `[codes]`.
  ///   - indices: `[variables, panels · 32]`; each is one of the codes, also beyond the batch.
  ///   - panels: some panels of the batch.
  static func nearestCodes(
    _ vectors: Panels, codebook: Panels, norms: UnsafePointer<Float>,
    indices: UnsafeMutablePointer<Int32>, variables: Range<Int>, panels: Range<Int>)

  /// The code vectors of some panels' indices: z of a vector-quantised bottleneck. Nothing is written
  /// beyond the batch.
  ///
  /// - Parameters:
  ///   - indices: each below the number of codes, `[variables, panels · 32]`.
  ///   - codebook: `[codes, size]`.
  ///   - result: `[variables·size, batch]`.
  static func gatherCodes(
    _ indices: UnsafePointer<Int32>, codebook: Panels, result: Panels, panels: Range<Int>)

  /// ‖a − b‖² of each example, one chain over the rows in ascending order.
  ///
  /// - Parameters:
  ///   - a: `[rows, batch]`, as is b.
  ///   - result: `[panels · 32]`.
  static func squaredDistances(
    _ a: Panels, _ b: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// The gradient on a vector-quantised bottleneck's input: that on its output, straight through, and
  /// that of the commitment weight · ‖z − c‖².
  ///
  /// - Parameters:
  ///   - vectors: z, `[variables·size, batch]`, as are the code vectors c and both gradients; the result
  ///     is zero beyond the batch.
  ///   - weight: the commitment's weight over the number of examples.
  static func commitmentBackward(
    vectors: Panels, quantized: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>)
}
