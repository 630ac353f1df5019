/// Steps of optimisers, and what they need of a gradient.
package protocol OptimizerKernels {
  /// One step on parameters whose gradient is known.
  ///
  /// - Parameters:
  ///   - first, second: what the optimiser remembers, as many numbers as weights, zero before the first step; no
  ///     `second` for a rule that has none.
  ///   - count: a multiple of 16.
  static func update(
    _ step: UpdateStep, gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>?, count: Int)

  /// The gradient of `weightGradient`, used at once for a step of Adam while the tile is in the cache.
  ///
  /// - Parameters:
  ///   - gradient: `[outputs, batch]`.
  ///   - input: the layer's input transposed, `[batch, inputs]`.
  ///   - weights: `[outputs, inputs]`, as are both moments.
  static func weightStep(
    gradient: Panels, input: Panels, weights: Panels, firstMoment: UnsafeMutablePointer<Float>,
    secondMoment: UnsafeMutablePointer<Float>, step: AdamStep, tileRows: Range<Int>,
    panels: Range<Int>)

  /// Multiplies `count` numbers, a multiple of 16, by `factor`: a gradient whose norm is too large, for
  /// one.
  static func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int)

  /// Σ of squares of `count` numbers, a multiple of 16: in blocks of 4096 by 16 lanes and a tree, and over
  /// the blocks in Double, in ascending order. Infinite where a block's sum is beyond single precision.
  static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double
}
