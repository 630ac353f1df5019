import CPUFeatures
import LaneTypes

/// `result[o, i] = Σ_n gradient[o, n] · input[n, i]`, for some tiles.
///
/// - Parameters:
///   - gradient: `[outputs, batch]`.
///   - input: the layer's input transposed, `[batch, inputs]`.
///   - result: `[outputs, inputs]`.
@inline(never)
package func weightGradient(
  gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>
) {
  forEachTile(gradient, input, tileRows, panels) { tileRow, panel, offset, sums in
    sums.store(
      to: result.base + panel * result.panelStride + tileRow * result.tileStride + offset)
  }
}

/// The same gradient, used at once for a step of Adam while the tile is in the cache.
///
/// - Parameters:
///   - weights: `[outputs, inputs]`, as are both moments.
@inline(never)
package func weightStep(
  gradient: Panels, input: Panels, weights: Panels, firstMoment: UnsafeMutablePointer<Float>,
  secondMoment: UnsafeMutablePointer<Float>, step: AdamStep, tileRows: Range<Int>,
  panels: Range<Int>
) {
  let rule = AdamRule(step)
  forEachTileInStages(gradient, input, result: weights, tileRows, panels) {
    // The next tile's, which are far away in memory.
    prefetch(firstMoment + $0.place + 256)
    prefetch(secondMoment + $0.place + 256)
    prefetch(weights.base + $0.place + 256)
    rule.moments(
      gradient: Vector(at: $0.sums), firstMoment: firstMoment + $0.place,
      secondMoment: secondMoment + $0.place)
  } second: {
    rule.deviation(secondMoment + $0.place, to: $0.sums)
  } third: {
    rule.step(weights.base + $0.place, firstMoment: firstMoment + $0.place, deviation: $0.sums)
  }
}

/// `result[o] = Σ_n gradient[o, n]`, for all rows: 32 lanes along the panels, then a fixed tree. The
/// columns beyond the batch are zero in a gradient.
@inline(never)
package func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>) {
  for row in 0..<gradient.rows {
    var (low, high) = (Vector.zero, Vector.zero)
    for panel in 0..<Panels.panels(gradient.columns) {
      let line = gradient.base + panel * gradient.panelStride + row * 32
      low += Vector(at: line)
      high += Vector(at: line + 16)
    }
    result[row] = (low + high).treeSum()
  }
}
