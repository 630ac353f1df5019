/// Where the log-scale of a coupling lies.
package enum CouplingScale {
  /// The logarithm of a coupling's scale is within ± this: s = bound · tanh(raw / bound). An unbounded
  /// one has no greatest slope, and a single step can make a flow that overflows; 2 lets each coupling
  /// stretch by up to e² = 7.4, and couplings multiply.
  @inlinable package static var bound: Float { 2 }
}
