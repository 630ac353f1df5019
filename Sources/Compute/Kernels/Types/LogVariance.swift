/// Where a posterior's log σ² is cut off: σ is between 3e-7 and 22,026.
package enum LogVariance {
  @inlinable package static var least: Float { -30 }
  @inlinable package static var greatest: Float { 20 }
}
