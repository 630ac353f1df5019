/// Where the logarithm of a mean similarity goes on as its tangent: that mean may be 0 or less, and a
/// fractional power of it would be no number, or have no slope.
package enum ContrastFloor {
  @inlinable package static var value: Float { 0.01 }
}
