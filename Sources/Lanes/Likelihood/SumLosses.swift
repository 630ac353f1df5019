/// An image's loss: the sum of its column over the tiles, in ascending order. So also the derivative by
/// a shared scale, from `scaleSlopes`.
///
/// - Parameters:
///   - losses: `[panels, tiles, 32]`, from `likelihoodForward` or `likelihoodPass`.
///   - result: `[panels · 32]`.
@inline(never)
package func sumLosses(
  _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
  panels: Range<Int>
) {
  for panel in panels {
    var (low, high) = (Vector.zero, Vector.zero)
    for tile in 0..<tiles {
      low += Vector(at: losses + (panel * tiles + tile) * 32)
      high += Vector(at: losses + (panel * tiles + tile) * 32 + 16)
    }
    low.store(to: result + panel * 32)
    high.store(to: result + panel * 32 + 16)
  }
}
