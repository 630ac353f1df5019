import Kernels

/// One of several lists of terms; see `NonzeroLists`.
struct TermList {
  let places: UnsafePointer<UInt32>
  let count: Int

  @inline(__always)
  init(_ lists: NonzeroLists, _ index: Int) {
    places = UnsafePointer(lists.places + 2 * index * lists.stride)
    count = Int(lists.counts[index])
  }
}

/// The terms of a tile's sums that are not zero, by its tile row and its panel; nil for all terms.
typealias TileTerms = (Int, Int) -> TermList?

/// A tile's memory: 8 lines of 32 on the stack, on a cache line's boundary. The stack itself is aligned
/// to 16 bytes only, whatever the type, so there is room to move up.
@inline(__always)
func withTile(_ body: (UnsafeMutablePointer<Float>) -> Void) {
  var memory = (
    SIMD64<Float>.zero, SIMD64<Float>.zero, SIMD64<Float>.zero, SIMD64<Float>.zero, Vector.zero
  )
  withUnsafeMutablePointer(to: &memory) {
    let start = UnsafeMutableRawPointer($0)
    body((start + (-Int(bitPattern: start) & 63)).assumingMemoryBound(to: Float.self))
  }
}

/// Makes the tiles of a product.
///
/// - Parameters:
///   - a: the first factor, or its transpose where `transposed`.
///   - terms: those that are not zero.
///   - finish: takes a tile row, a panel, where in the tile 16 columns of a line begin, and their sums.
///   - tileDone: called with the tile row and the panel when all of a tile is finished.
@inline(__always)
func forEachTile(
  _ a: Panels, transposed: Bool = false, _ b: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>,
  terms: TileTerms = { _, _ in nil },
  finish: (Int, Int, Int, Vector) -> Void, tileDone: (Int, Int) -> Void = { _, _ in }
) {
  withTile { memory in
    for tileRow in tileRows {
      for panel in panels {
        multiplyTile(
          a, transposed: transposed, tileRow: tileRow, b, panel: panel,
          terms: terms(tileRow, panel), memory: memory
        ) { offset, sums in
          finish(tileRow, panel, offset, sums)
        }
        tileDone(tileRow, panel)
      }
    }
  }
}

/// Makes the tiles of a product and finishes them in three stages, a piece of 16 columns at a time,
/// between the terms of the next tile. Square roots and divisions then run beside the multiply-adds, not
/// after them. A processor looks ahead only so far, so a stage should have one of these in its chain of
/// operations, not two. A piece meets its stages eight terms apart.
///
/// - Parameters:
///   - result: the product's shape; no element is touched here.
///   - terms: those that are not zero.
///   - first, second, third: the stages; each takes where a piece is in its tile's memory, and where in
///     the result.
@inline(__always)
func forEachTileInStages(
  _ a: Panels, _ b: Panels, result: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>,
  terms: TileTerms,
  first: (UnsafeMutablePointer<Float>, Int) -> Void,
  second: (UnsafeMutablePointer<Float>, Int) -> Void,
  third: (UnsafeMutablePointer<Float>, Int) -> Void
) {
  // Three tiles: one whose sums are being made, one in the stages, and the one before, whose last two
  // pieces may have stages to go.
  withTile { one in
    withTile { two in
      withTile { three in
        var (tile, next, afterNext) = (one, two, three)
        // The pieces next in line for each stage; as many pieces of the finished tile have not begun.
        var now = (sums: one, place: 0)
        var (last, lastButOne) = (now, now)
        var (waiting, begun) = (0, 0)
        @inline(__always)
        func advance() {
          first(now.sums, now.place)
          if begun > 0 { second(last.sums, last.place) }
          if begun > 1 { third(lastButOne.sums, lastButOne.place) }
          (last, lastButOne) = (now, last)
          now.sums += 16
          now.place += 16
          begun += 1
          waiting -= 1
        }
        for tileRow in tileRows {
          for panel in panels {
            multiplyTile(
              a, transposed: false, tileRow: tileRow, b, panel: panel,
              terms: terms(tileRow, panel), memory: tile
            ) {
              if waiting > 0 { advance() }
            } finish: { offset, sums in
              sums.store(to: tile + offset)
            }
            while waiting > 0 { advance() }
            now = (tile, tileRow * result.tileStride + panel * result.panelStride)
            waiting = 16
            (tile, next, afterNext) = (next, afterNext, tile)
          }
        }
        while waiting > 0 { advance() }
        if begun > 0 {
          second(last.sums, last.place)
          third(lastButOne.sums, lastButOne.place)
          third(last.sums, last.place)
        }
      }
    }
  }
}
