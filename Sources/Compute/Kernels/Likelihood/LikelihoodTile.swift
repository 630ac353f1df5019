/// Some lines of 32 pixels under a likelihood: what the decoder says of them, what they are, and where
/// the results go. Each matrix is a line of 32 columns a pixel.
package struct LikelihoodTile {
  /// Logits or locations.
  package let outputs: UnsafePointer<Float>
  /// The logarithms of the scales, where each pixel has its own.
  package let logScales: UnsafePointer<Float>?
  package let pixels: UnsafePointer<Float>
  /// The gradient on `outputs`, where it is asked for.
  package let gradient: UnsafeMutablePointer<Float>?
  /// The gradient on `logScales`.
  package let logScaleGradient: UnsafeMutablePointer<Float>?
  /// `[32]`: sums over the lines.
  package let losses: UnsafeMutablePointer<Float>
  /// `[32]`: the derivatives of `losses` by the logarithm of a scale that all pixels share.
  package let scaleSlopes: UnsafeMutablePointer<Float>?
  package let lines: Int
  /// How many of the columns are examples; beyond them a gradient is zero.
  package let columns: Int
  /// What a gradient is multiplied by.
  package let weight: Float

  @inlinable package init(
    outputs: UnsafePointer<Float>, logScales: UnsafePointer<Float>?, pixels: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>?, logScaleGradient: UnsafeMutablePointer<Float>?,
    losses: UnsafeMutablePointer<Float>, scaleSlopes: UnsafeMutablePointer<Float>?, lines: Int,
    columns: Int, weight: Float
  ) {
    (self.outputs, self.logScales, self.pixels) = (outputs, logScales, pixels)
    (self.gradient, self.logScaleGradient, self.losses) = (gradient, logScaleGradient, losses)
    (self.scaleSlopes, self.lines) = (scaleSlopes, lines)
    (self.columns, self.weight) = (columns, weight)
  }
}
