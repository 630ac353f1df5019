import CPUFeatures
import LaneTypes

/// A product's factors as the loop over the terms of one tile walks through them.
private struct TileFactors {
  /// The broadcast operand: row i, term k is at
  /// `a[i * rowStride + k / block * blockStride + k % block * termStride]`.
  let a: UnsafePointer<Float>
  let rowStride, termStride, block, blockStride: Int
  /// Lines of 32 columns, one after the other, a line a term.
  let b: UnsafePointer<Float>
  let terms: Int

  /// Those of rows `8 * tileRow...` of `A·B`, or of `Aᵀ·B` where `transposed`, in one panel of `b`
  /// `[terms, columns]`.
  @inline(__always)
  init(_ a: Panels, transposed: Bool, tileRow: Int, _ b: Panels, panel: Int) {
    self.b = UnsafePointer(b.base + panel * b.panelStride)
    if transposed {
      self.a = UnsafePointer(a.base + (tileRow / 4) * a.panelStride + (tileRow % 4) * 8)
      (rowStride, termStride, block, blockStride) = (1, 32, 8, a.tileStride)
      terms = a.rows
    } else {
      self.a = UnsafePointer(a.base + tileRow * a.tileStride)
      (rowStride, termStride, block, blockStride) = (32, 1, 32, a.panelStride)
      terms = a.columns
    }
  }

  /// Calls `add` for each term in ascending order with its column of A and its line of B, from row
  /// `row` and column `column` of the tile on.
  ///
  /// - Parameter between: called after each eight terms; what it does overlaps with the sums.
  @inline(__always)
  func forEachTerm(
    row: Int = 0, column: Int = 0, between: () -> Void = {},
    add: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    var (a, b) = (a + row * rowStride, b + column)
    var (left, inBlock) = (terms, block)
    while left > 0 {
      // Never empty, so that the sums can stay where they are.
      let end = b + min(left, 8) * 32
      repeat {
        add(a, b)
        a += termStride
        b += 32
      } while b < end
      prefetchAhead(a, left: inBlock)
      left -= 8
      inBlock -= 8
      if inBlock == 0 {
        a += blockStride - block * termStride
        inBlock = block
      }
      between()
    }
  }

  /// Asks for what A needs some hundred cycles later: weights come from far away, and in a processor's
  /// eyes they jump.
  ///
  /// - Parameters:
  ///   - a: the next term's column.
  ///   - left: terms in its block before the last eight.
  @inline(__always)
  private func prefetchAhead(_ a: UnsafePointer<Float>, left: Int) {
    if block == 32 {
      // A quarter of the tile after the next, which is a line in memory.
      let quarter = a - (40 - left) + 2 * blockStride + (32 - left) * 8
      prefetch(quarter)
      prefetch(quarter + 16)
      prefetch(quarter + 32)
      prefetch(quarter + 48)
    } else {
      // The lines of 8 terms, six blocks on.
      var line = a - 8 * termStride + 7 * blockStride
      for _ in 0..<8 {
        prefetch(line)
        line += termStride
      }
    }
  }
}

/// Makes a tile of `A·B`, or of `Aᵀ·B` where `transposed`: rows `8 * tileRow...` in one panel of `b`
/// `[terms, columns]`. Each element is one chain of fused multiply-adds over the terms
/// in ascending order, from zero. Because the chain never depends on how the work was cut, results are
/// the same on any number of threads and any register width.
///
/// - Parameters:
///   - between: as in `forEachTerm`.
///   - finish: takes where in the tile 16 columns of a line begin (0, 16, and so on to 240), and
///     their sums.
@inline(__always)
func multiplyTile(
  _ a: Panels, transposed: Bool, tileRow: Int, _ b: Panels, panel: Int,
  between: () -> Void = {}, finish: (Int, Vector) -> Void
) {
  let factors = TileFactors(a, transposed: transposed, tileRow: tileRow, b, panel: panel)
  #if LANES_V4 && arch(x86_64)
    // 32 registers of 16 lanes: 16 sums hide the latency of the multiply-add (8 would be the least),
    // two registers hold a line of B, and one an element of A.
    let stride = factors.rowStride
    var (first, second, third, fourth) = (TwoByTwo(), TwoByTwo(), TwoByTwo(), TwoByTwo())
    factors.forEachTerm(between: between) { a, b in
      let (low, high) = (Vector(at: b), Vector(at: b + 16))
      first.add(a, stride, low, high)
      second.add(a + 2 * stride, stride, low, high)
      third.add(a + 4 * stride, stride, low, high)
      fourth.add(a + 6 * stride, stride, low, high)
    }
    first.forEachSum { finish($0, $1) }
    second.forEachSum { finish(64 + $0, $1) }
    third.forEachSum { finish(128 + $0, $1) }
    fourth.forEachSum { finish(192 + $0, $1) }
  #else
    // Sixteen registers of 8 lanes: 6 rows × 16 columns are twelve sums of 8 lanes (eight would be
    // the least), and leave room for 16 columns of B and an element of A. The last two rows make
    // eight sums of the whole line.
    let stride = factors.rowStride
    for half in 0..<2 {
      let column = half * 16
      var sums = SixByOne()
      factors.forEachTerm(column: column, between: between) { a, b in
        sums.add(a, stride, Vector(at: b))
      }
      sums.forEachSum { finish(column + $0, $1) }
    }
    var rest = TwoByTwo()
    factors.forEachTerm(row: 6) { a, b in
      rest.add(a, stride, Vector(at: b), Vector(at: b + 16))
    }
    rest.forEachSum { finish(192 + $0, $1) }
  #endif
}

#if !(LANES_V4 && arch(x86_64))
  /// The sums of 6 rows × 16 columns.
  private struct SixByOne {
    private var (c0, c1, c2) = (Vector.zero, Vector.zero, Vector.zero)
    private var (c3, c4, c5) = (Vector.zero, Vector.zero, Vector.zero)

    @inline(__always)
    init() {}

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Float>, _ stride: Int, _ line: Vector) {
      c0.addProduct(Vector(repeating: a[0]), line)
      c1.addProduct(Vector(repeating: a[stride]), line)
      c2.addProduct(Vector(repeating: a[2 * stride]), line)
      c3.addProduct(Vector(repeating: a[3 * stride]), line)
      c4.addProduct(Vector(repeating: a[4 * stride]), line)
      c5.addProduct(Vector(repeating: a[5 * stride]), line)
    }

    @inline(__always)
    func forEachSum(_ body: (Int, Vector) -> Void) {
      body(0, c0)
      body(32, c1)
      body(64, c2)
      body(96, c3)
      body(128, c4)
      body(160, c5)
    }
  }
#endif

/// The sums of 2 rows × 32 columns.
private struct TwoByTwo {
  private var (c00, c01, c10, c11) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ stride: Int, _ low: Vector, _ high: Vector) {
    var s = Vector(repeating: a[0])
    c00.addProduct(s, low)
    c01.addProduct(s, high)
    s = Vector(repeating: a[stride])
    c10.addProduct(s, low)
    c11.addProduct(s, high)
  }

  @inline(__always)
  func forEachSum(_ body: (Int, Vector) -> Void) {
    body(0, c00)
    body(16, c01)
    body(32, c10)
    body(48, c11)
  }
}
