/// What losses on images need.
package protocol ImageLossKernels {
  /// Maps images along one axis: `result[o, i, k] = Σ_t weights[i, t] · source[o, first[i] + t, k]`, each sum
  /// one chain in ascending order.
  ///
  /// - Parameters:
  ///   - source: `[outer · inputs · inner, batch]`.
  ///   - result: `[outer · outputs · inner, batch]`, apart from `source`.
  ///   - adds: whether the chains begin with what `result` holds, not with zero.
  static func mapAxis(
    _ map: AxisMap, _ source: Panels, adds: Bool, result: Panels, panels: Range<Int>)

  /// a · b, number by number; all three `[rows, batch]`.
  static func multiplyLines(_ a: Panels, _ b: Panels, result: Panels, panels: Range<Int>)

  /// The gradient of ½·weight·Σ(a − b)² by a.
  ///
  /// - Parameters:
  ///   - a, b: `[rows, batch]`.
  ///   - adds: whether to add to `gradient`.
  ///   - gradient: `[rows, batch]`, zero beyond the batch afterwards.
  static func weighDifferences(
    _ a: Panels, _ b: Panels, weight: Float, adds: Bool, gradient: Panels, panels: Range<Int>)

  /// Adds the numbers of `source` to those of `result`; both `[rows, batch]`.
  static func addLines(_ source: Panels, to result: Panels, panels: Range<Int>)

  /// The derivative of a scale's similarity by the numbers of y: with the slopes blurred by the transposed
  /// window, that of the mean + 2y · that of y² + x · that of x·y.
  ///
  /// - Parameters:
  ///   - x, y: the images, `[numbers, batch]`.
  ///   - slopes: `meanY`, `yy` and `xy` of them are read.
  ///   - result: `[numbers, batch]`.
  static func similaritySlopes(
    x: Panels, y: Panels, _ slopes: SimilarityMaps, result: Panels, panels: Range<Int>)

  /// 1 − MS-SSIM of each example: the mean over channels of Π m^w, over the scales and their means m, from
  /// that product's logarithm. Below `ContrastFloor` a factor is another function of m.
  ///
  /// - Parameters:
  ///   - means: m, `[scales, panels, channels, 32]`; overwritten with the derivatives of the loss by them,
  ///     times `factor`.
  ///   - stride: elements from a scale's means to the next one's.
  ///   - exponents: w, `[scales]`.
  ///   - losses: `[panels · 32]`.
  static func multiscaleLosses(
    means: UnsafeMutablePointer<Float>, stride: Int, exponents: UnsafePointer<Float>, scales: Int,
    channels: Int, factor: Float, losses: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// Multiplies each channel of an image by a number of its own.
  ///
  /// - Parameters:
  ///   - slopes: `[numbers, batch]`.
  ///   - factors: `[panels, channels, 32]`.
  ///   - adds: whether to add to `result`.
  ///   - result: `[numbers, batch]`, zero beyond the batch; it may be `slopes`.
  static func weighChannels(
    _ slopes: Panels, factors: UnsafePointer<Float>, channels: Int, adds: Bool, result: Panels,
    panels: Range<Int>)

  /// The similarity of two images at one scale: the mean over positions of contrast and structure,
  /// (2σ_xy + C2)/(σ_x² + σ_y² + C2), and at the last scale of its product with the luminance,
  /// (2μ_x·μ_y + C1)/(μ_x² + μ_y² + C1), with C1 = 0.01² and C2 = 0.03² (Wang, Simoncelli & Bovik 2003). Of
  /// equal images it is 1 exactly.
  ///
  /// A denominator of contrast and structure is at least C2/2: between numbers from 0 to 1 rounding cannot
  /// take it there, between larger ones it could become zero.
  ///
  /// - Parameters:
  ///   - maps: where the slope is asked for, those of y, y² and x·y are overwritten with the derivatives of
  ///     the mean by them.
  ///   - channels: neighbouring lines, each an image of its own.
  ///   - luminance: whether it is the last scale.
  ///   - means: `[panels, channels, 32]`.
  static func structuralSimilarity(
    _ maps: SimilarityMaps, channels: Int, luminance: Bool, slopes: Bool,
    means: UnsafeMutablePointer<Float>, panels: Range<Int>)
}
