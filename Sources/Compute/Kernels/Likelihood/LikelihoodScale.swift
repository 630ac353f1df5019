/// The scale of a likelihood as its kernels need it: the bounds of a learned logarithm, and the scale
/// itself where all pixels have the same.
package struct LikelihoodScale {
  package let least, greatest, value, inverse: Float
  /// The logarithm of a learned scale. 0 for a fixed one: there it is part of the constant that the
  /// caller adds.
  package let log: Float
  /// Whether the learned logarithm is cut off, so that its gradient is zero.
  package let isCut: Bool
  /// That of the likelihood; 0 for those without.
  package let sharpness: Float

  @inlinable package init(
    least: Float, greatest: Float, value: Float, inverse: Float, log: Float, isCut: Bool,
    sharpness: Float
  ) {
    (self.least, self.greatest, self.value, self.inverse) = (least, greatest, value, inverse)
    (self.log, self.isCut, self.sharpness) = (log, isCut, sharpness)
  }
}
