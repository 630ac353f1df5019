/// Memory for the transposition of 16 × 16 elements.
package struct Squares {
  package let first, second: UnsafeMutablePointer<Float>

  @inlinable package init(
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>
  ) {
    self.first = first
    self.second = second
  }
}
