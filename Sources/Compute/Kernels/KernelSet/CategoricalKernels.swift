/// Relaxed categories and one-hot codes.
package protocol CategoricalKernels {
  /// Softmax over each group of categories: y = softmax((l + g)/τ) with Gumbel noise g, which is the
  /// Gumbel-softmax or concrete distribution (Jang et al. 2017, equation 2; Maddison et al. 2017), or
  /// softmax(l/τ) without noise. The largest exponent is 0, and every sum is in ascending order.
  ///
  /// With `oneHotOfLargest` and noise, at any τ, this is a draw from the categorical distribution itself
  /// (the Gumbel-max trick); categories of a probability below 1e-7 are all but never drawn.
  ///
  /// - Parameters:
  ///   - logits: `[groups·categories, batch]`, the categories of a group one after the other.
  ///   - uniform: numbers in (0, 1), of the same shape; nil for no noise.
  ///   - result: y, of the same shape.
  static func softmax(
    _ logits: Panels, uniform: Panels?, temperature: Float, categories: Int, result: Panels,
    panels: Range<Int>)

  /// KL(q(z|x) ‖ uniform) in nats per example, summed over the groups: Σ_k q log(q·K) with
  /// q = softmax(l). From log q = l − m − log S, never log(0); exactly 0 where all logits are equal.
  ///
  /// - Parameters:
  ///   - logits: `[groups·categories, batch]`.
  ///   - divergence: `[panels · 32]`.
  static func categoricalDivergence(
    _ logits: Panels, categories: Int, divergence: UnsafeMutablePointer<Float>, panels: Range<Int>)

  /// log p(z) − log q(z|x) in nats of a draw, summed over the groups: −log K − log q_k, k being the category
  /// drawn. From log q = l − m − log S, never log(0).
  ///
  /// - Parameters:
  ///   - logits: `[groups·categories, batch]`.
  ///   - draws: z, of the same shape: 1 for the category drawn, else 0.
  ///   - logRatio: `[panels · 32]`.
  static func categoricalLogRatio(
    _ logits: Panels, draws: Panels, categories: Int, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>)

  /// The gradient on the logits, from that on z and from the KL:
  /// y_k (dz_k − Σ y dz)/τ + w·q_k (log q_k − Σ q log q).
  ///
  /// Straight through: where z was the one-hot of y's largest, the gradient is that of y all the same.
  ///
  /// - Parameters:
  ///   - logits: `[groups·categories, batch]`, as are y (the result of `softmax`), the gradient on z, and
  ///     the gradient on the logits, which is zero beyond the batch.
  ///   - weight: w, one number: what the KL is multiplied by.
  static func categoricalBackward(
    logits: Panels, soft: Panels, zGradient: Panels, temperature: Float,
    weight: UnsafePointer<Float>, categories: Int, gradient: Panels, panels: Range<Int>)

  /// 1 at the largest of each group of categories, 0 at the others; of equals the first is the largest.
  ///
  /// Of uniform numbers it makes a draw from the uniform distribution over the categories: two are equal
  /// once in 2²³ pairs.
  ///
  /// - Parameters:
  ///   - source: `[groups·categories, batch]`, the categories of a group one after the other.
  ///   - result: of the same shape; it may be the same matrix.
  static func oneHotOfLargest(_ source: Panels, categories: Int, result: Panels, panels: Range<Int>)

  /// Labels as rows `first..<first + classes` of a matrix: 1 in the row of a column's label, 0 in the
  /// others. A label that is none of the classes makes no 1.
  ///
  /// - Parameters:
  ///   - labels: `[panels · 32]`, whatever beyond the batch.
  ///   - result: `[at least first + classes, batch]`.
  static func oneHot(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels, panels: Range<Int>)

  /// Labels as columns `first..<first + classes` of some rows of a matrix: 1 in the column
  /// of a row's label, 0 in the others. Where these are its last columns, the padding after them becomes zero.
  ///
  /// - Parameters:
  ///   - labels: `[batch]`.
  ///   - result: `[batch, at least first + classes]`.
  static func oneHotColumns(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels, rows: Range<Int>)
}
