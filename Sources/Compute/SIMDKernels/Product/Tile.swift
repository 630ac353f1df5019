/// Makes the sums of a tile of 8 rows × 32 columns. Each is one chain of fused multiply-adds over the
/// terms in ascending order, from zero. Because the chain never depends on how the work was cut, results
/// are the same on any number of threads and any register width.
///
/// - Parameters:
///   - stride: elements from a row of the broadcast factor to the next.
///   - terms: of each sum, where `forEachTerm` can go through a part of them; 0 where it cannot.
///   - memory: of the size of a tile, for sums that are not finished; nil if `terms` is 0.
///   - forEachTerm: given a part of the terms, a row and a column of the tile, calls the function that
///     it is given for each term in order: with where the broadcast factor's column begins at that row,
///     and the other factor's line at that column.
///   - finish: takes where in the tile 16 columns of a line begin (0, 16, and so on to 240), and
///     their sums.
@inline(__always)
func sumTile(
  rowStride stride: Int, terms: Int = 0, memory: UnsafeMutablePointer<Float>? = nil,
  forEachTerm:
    (Range<Int>, Int, Int, (UnsafePointer<Float>, UnsafePointer<Float>) -> Void) -> Void,
  finish: (Int, Vector) -> Void
) {
  #if KERNELS_V4 && arch(x86_64)
    // 32 registers of 16 lanes: 16 sums hide the latency of the multiply-add (8 would be the least),
    // two registers hold a line of B, and one an element of A.
    var (first, second, third, fourth) = (TwoByTwo(), TwoByTwo(), TwoByTwo(), TwoByTwo())
    forEachTerm(0..<terms, 0, 0) { a, b in
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
    //
    // Of long sums 128 terms at a time, so that the second and the third pass find them in the
    // first-level cache: lines of 16 KiB, and no more of the other factor.
    var end = 0
    repeat {
      let part = end..<min(end + 128, terms)
      end += 128
      // Where the sums of the parts before are, and where those of this part go if another follows.
      let (before, unfinished) = (part.lowerBound > 0 ? memory : nil, end < terms ? memory : nil)
      for half in 0..<2 {
        let column = half * 16
        var sums = SixByOne()
        if let before { sums = SixByOne(at: before + column) }
        forEachTerm(part, 0, column) { a, b in
          sums.add(a, stride, Vector(at: b))
        }
        if let unfinished {
          sums.forEachSum { $1.store(to: unfinished + column + $0) }
        } else {
          sums.forEachSum { finish(column + $0, $1) }
        }
      }
      var rest = TwoByTwo()
      if let before { rest = TwoByTwo(at: before + 192) }
      forEachTerm(part, 6, 0) { a, b in
        rest.add(a, stride, Vector(at: b), Vector(at: b + 16))
      }
      if let unfinished {
        rest.forEachSum { $1.store(to: unfinished + 192 + $0) }
      } else {
        rest.forEachSum { finish(192 + $0, $1) }
      }
    } while end < terms
  #endif
}

#if !(KERNELS_V4 && arch(x86_64))
  /// The sums of 6 rows × 16 columns.
  private struct SixByOne {
    private var (c0, c1, c2) = (Vector.zero, Vector.zero, Vector.zero)
    private var (c3, c4, c5) = (Vector.zero, Vector.zero, Vector.zero)

    @inline(__always)
    init() {}

    @inline(__always)
    init(at sums: UnsafePointer<Float>) {
      (c0, c1, c2) = (Vector(at: sums), Vector(at: sums + 32), Vector(at: sums + 64))
      (c3, c4, c5) = (Vector(at: sums + 96), Vector(at: sums + 128), Vector(at: sums + 160))
    }

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
  init(at sums: UnsafePointer<Float>) {
    (c00, c01) = (Vector(at: sums), Vector(at: sums + 16))
    (c10, c11) = (Vector(at: sums + 32), Vector(at: sums + 48))
  }

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
