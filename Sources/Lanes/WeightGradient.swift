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
