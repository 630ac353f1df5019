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
      let count = tileRows.count * panels.count
      // One round more than there are tiles: the last tile's lines have no sums to hide behind.
      for index in 0...count {
        let tileRow = tileRows.lowerBound + index / panels.count
        let panel = panels.lowerBound + index % panels.count
        if index < count {
          multiplyTile(into: tile, a, transposed: transposed, tileRow: tileRow, b, panel: panel) {
            let end = min(line + 2, 8)
            while line < end {
              finish(finished, lastRow, lastPanel, line)
              line += 1
            }
          }
        }
        while line < 8 {
          finish(finished, lastRow, lastPanel, line)
          line += 1
        }
        (tile, finished) = (finished, tile)
        (lastRow, lastPanel, line) = (tileRow, panel, 0)
      }
    }
  }
}
