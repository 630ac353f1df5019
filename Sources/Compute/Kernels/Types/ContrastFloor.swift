/// Below this mean similarity f its power m^w is no longer that: m may be 0 or less, where a fractional
/// power is no number or has no slope. It goes on as f^w/(1 + w·(f − m)/f), which has the same value and
/// slope at f, stays positive, and keeps a slope however small m is.
package enum ContrastFloor {
  @inlinable package static var value: Float { 0.01 }
}
