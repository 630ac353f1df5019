/// The terms of a tile whose factors are runs at places all over memory, as a convolution's are.
package struct IndirectTerms {
  /// The broadcast factor: row i, term k of run r is at `a[r.a * aStride + i * rowStride +
  /// k / block * blockStride + k % block * termStride]`.
  package let a: UnsafePointer<Float>
  package let aStride: Int
  /// Where there is more than one block, `block` is a multiple of 8.
  package let rowStride, termStride, block, blockStride: Int
  /// The factor of lines: term k of run r is at `b[r.b * bStride + 32 * k]`.
  package let b: UnsafePointer<Float>
  package let bStride: Int
  /// Terms in each run, at least one.
  package let terms: Int

  @inlinable package init(
    a: UnsafePointer<Float>, aStride: Int, rowStride: Int, termStride: Int, block: Int,
    blockStride: Int, b: UnsafePointer<Float>, bStride: Int, terms: Int
  ) {
    (self.a, self.aStride, self.rowStride) = (a, aStride, rowStride)
    (self.termStride, self.block, self.blockStride) = (termStride, block, blockStride)
    (self.b, self.bStride, self.terms) = (b, bStride, terms)
  }
}
