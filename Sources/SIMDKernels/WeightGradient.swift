import Kernels

extension SIMDKernels {
  @inline(never)
  package static func weightGradient(
    gradient: Panels, input: Panels, result: Panels, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(gradient, input, result, tileRows, panels)
    forEachTile(gradient, input, tileRows, panels) { tileRow, panel, offset, sums in
      sums.store(
        to: result.base + panel * result.panelStride + tileRow * result.tileStride + offset)
    }
  }

  @inline(never)
  package static func biasGradient(gradient: Panels, result: UnsafeMutablePointer<Float>) {
    checkShapes(rows: gradient.rows, 0..<Panels.panels(gradient.columns), gradient)
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
}
