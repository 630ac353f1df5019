import LaneTypes

/// The heart of every product: a tile of 8 rows × 32 columns, each element one chain of fused
/// multiply-adds over k in ascending order, from zero. Because an element's chain never depends on
/// how the work was cut, results are the same on any number of threads and any register width.
///
/// - Parameters:
///   - tile: the result, 8 lines of 32.
///   - a: the broadcast operand; row i, term k of a block is at `a[i * rowStride + k * termStride]`.
///   - block: how many terms before `a` moves on by `blockStride`.
///   - b: lines of 32 columns, one after the other, a line a term.
///   - terms: the length of the sum.
///   - between: called after each block; what it does overlaps with the sums.
@inline(__always)
private func multiply(
  into tile: UnsafeMutablePointer<Float>,
  _ a: UnsafePointer<Float>, rowStride: Int, termStride: Int, block: Int, blockStride: Int,
  _ b: UnsafePointer<Float>, terms: Int, between: () -> Void
) {
  #if LANES_V4 && arch(x86_64)
    // 32 registers of 16 lanes: 16 accumulators hide the latency of the multiply-add (8 would be
    // the least), two registers of b, one broadcast of a.
    var a = a
    var b = b
    var (c00, c01, c10, c11) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (c20, c21, c30, c31) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (c40, c41, c50, c51) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (c60, c61, c70, c71) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var left = terms
    while left > 0 {
      var p = a
      for _ in 0..<min(left, block) {
        let (b0, b1) = (Vector(at: b), Vector(at: b + 16))
        var s = Vector(repeating: p[0])
        c00.addProduct(s, b0)
        c01.addProduct(s, b1)
        s = Vector(repeating: p[rowStride])
        c10.addProduct(s, b0)
        c11.addProduct(s, b1)
        s = Vector(repeating: p[2 * rowStride])
        c20.addProduct(s, b0)
        c21.addProduct(s, b1)
        s = Vector(repeating: p[3 * rowStride])
        c30.addProduct(s, b0)
        c31.addProduct(s, b1)
        s = Vector(repeating: p[4 * rowStride])
        c40.addProduct(s, b0)
        c41.addProduct(s, b1)
        s = Vector(repeating: p[5 * rowStride])
        c50.addProduct(s, b0)
        c51.addProduct(s, b1)
        s = Vector(repeating: p[6 * rowStride])
        c60.addProduct(s, b0)
        c61.addProduct(s, b1)
        s = Vector(repeating: p[7 * rowStride])
        c70.addProduct(s, b0)
        c71.addProduct(s, b1)
        b += 32
        p += termStride
      }
      left -= block
      a += blockStride
      between()
    }
    c00.store(to: tile)
    c01.store(to: tile + 16)
    c10.store(to: tile + 32)
    c11.store(to: tile + 48)
    c20.store(to: tile + 64)
    c21.store(to: tile + 80)
    c30.store(to: tile + 96)
    c31.store(to: tile + 112)
    c40.store(to: tile + 128)
    c41.store(to: tile + 144)
    c50.store(to: tile + 160)
    c51.store(to: tile + 176)
    c60.store(to: tile + 192)
    c61.store(to: tile + 208)
    c70.store(to: tile + 224)
    c71.store(to: tile + 240)
  #else
    // Sixteen registers of 8 lanes, or 32 of 4: four passes of 4 rows × 16 columns, eight accumulators each.
    for half in 0..<2 {
      for column in 0..<2 {
        let a = a + half * 4 * rowStride
        let b = b + column * 16
        let tile = tile + half * 128 + column * 16
        fourRows(
          into: tile, a, rowStride: rowStride, termStride: termStride, block: block,
          blockStride: blockStride, b, terms: terms, between: between)
      }
    }
  #endif
}

#if !(LANES_V4 && arch(x86_64))
  @inline(__always)
  private func fourRows(
    into tile: UnsafeMutablePointer<Float>,
    _ a: UnsafePointer<Float>, rowStride: Int, termStride: Int, block: Int, blockStride: Int,
    _ b: UnsafePointer<Float>, terms: Int, between: () -> Void
  ) {
    var a = a
    var b = b
    var (c0, c1, c2, c3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var left = terms
    while left > 0 {
      var p = a
      for _ in 0..<min(left, block) {
        let line = Vector(at: b)
        c0.addProduct(Vector(repeating: p[0]), line)
        c1.addProduct(Vector(repeating: p[rowStride]), line)
        c2.addProduct(Vector(repeating: p[2 * rowStride]), line)
        c3.addProduct(Vector(repeating: p[3 * rowStride]), line)
        b += 32
        p += termStride
      }
      left -= block
      a += blockStride
      between()
    }
    c0.store(to: tile)
    c1.store(to: tile + 32)
    c2.store(to: tile + 64)
    c3.store(to: tile + 96)
  }
#endif

/// A tile of `A·B`, or of `Aᵀ·B` where `transposed`: rows `8 * tileRow...` of the result in one panel
/// of `b` `[terms, columns]`.
@inline(__always)
func multiplyTile(
  into tile: UnsafeMutablePointer<Float>, _ a: Panels, transposed: Bool = false, tileRow: Int,
  _ b: Panels, panel: Int, between: () -> Void
) {
  let b = UnsafePointer(b.base + panel * b.panelStride)
  if transposed {
    let first = a.base + (tileRow / 4) * a.panelStride + (tileRow % 4) * 8
    multiply(
      into: tile, UnsafePointer(first), rowStride: 1, termStride: 32, block: 8,
      blockStride: a.tileStride, b, terms: a.rows, between: between)
  } else {
    multiply(
      into: tile, UnsafePointer(a.base + tileRow * a.tileStride), rowStride: 32, termStride: 1,
      block: 32, blockStride: a.panelStride, b, terms: a.columns, between: between)
  }
}
