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

/// Makes the tiles of a product and finishes them in pieces of 16 columns of a line. A tile's pieces
/// are finished between the blocks of the next tile's sums: exponentials, divisions and square roots
/// then run beside the multiply-adds, not after them.
///
/// - Parameters:
///   - a: the first factor, or its transpose where `transposed`.
///   - finish: takes a tile, its tile row, its panel and where in the tile 16 columns of a line begin:
///     0, 16, and so on to 240, in order.
@inline(__always)
func forEachTile(
  _ a: Panels, transposed: Bool = false, _ b: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>,
  finish: (UnsafeMutablePointer<Float>, Int, Int, Int) -> Void
) {
  withTile { first in
    withTile { second in
      var (tile, finished) = (first, second)
      var (lastRow, lastPanel, offset) = (0, 0, 256)
      var (tileRow, panel) = (tileRows.lowerBound, panels.lowerBound)
      // One round more than there are tiles: the last tile's lines have no sums to hide behind.
      for left in stride(from: tileRows.count * panels.count, through: 0, by: -1) {
        if left > 0 {
          multiplyTile(into: tile, a, transposed: transposed, tileRow: tileRow, b, panel: panel) {
            let end = min(256, offset + 64)
            while offset < end {
              finish(finished, lastRow, lastPanel, offset)
              offset += 16
            }
          }
        }
        while offset < 256 {
          finish(finished, lastRow, lastPanel, offset)
          offset += 16
        }
        (tile, finished) = (finished, tile)
        (lastRow, lastPanel, offset) = (tileRow, panel, 0)
        panel += 1
        if panel == panels.upperBound { (tileRow, panel) = (tileRow + 1, panels.lowerBound) }
      }
    }
  }
}
