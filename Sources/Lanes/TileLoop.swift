import LaneTypes

/// A tile's memory: 8 lines of 32 on the stack, on a cache line's boundary.
@inline(__always)
func withTile(_ body: (UnsafeMutablePointer<Float>) -> Void) {
  var memory = (
    SIMD64<Float>.zero, SIMD64<Float>.zero, SIMD64<Float>.zero, SIMD64<Float>.zero
  )
  withUnsafeMutablePointer(to: &memory) {
    body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self))
  }
}

/// Makes the tiles of a product and finishes them line by line. A tile's lines are finished between
/// the blocks of the next tile's sums: exponentials, divisions and square roots then run beside the
/// multiply-adds, not after them.
///
/// - Parameters:
///   - a: the first factor, or its transpose where `transposed`.
///   - finish: takes a tile, its tile row, its panel and a line from 0 to 7; lines come in order.
@inline(__always)
func forEachTile(
  _ a: Panels, transposed: Bool = false, _ b: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>,
  finish: (UnsafeMutablePointer<Float>, Int, Int, Int) -> Void
) {
  withTile { first in
    withTile { second in
      var (tile, finished) = (first, second)
      var (lastRow, lastPanel, line) = (0, 0, 8)
      for tileRow in tileRows {
        for panel in panels {
          multiplyTile(into: tile, a, transposed: transposed, tileRow: tileRow, b, panel: panel) {
            guard line < 8 else { return }
            finish(finished, lastRow, lastPanel, line)
            finish(finished, lastRow, lastPanel, line + 1)
            line += 2
          }
          while line < 8 {
            finish(finished, lastRow, lastPanel, line)
            line += 1
          }
          (tile, finished) = (finished, tile)
          (lastRow, lastPanel, line) = (tileRow, panel, 0)
        }
      }
      while line < 8 {
        finish(finished, lastRow, lastPanel, line)
        line += 1
      }
    }
  }
}
