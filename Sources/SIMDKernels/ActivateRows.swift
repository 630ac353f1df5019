import Kernels

extension SIMDKernels {
  @inline(never)
  package static func activateRows(
    _ source: Panels, activation: Activation, result: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      let from = source.base + panel * source.panelStride
      let to = result.base + panel * result.panelStride
      for piece in 0..<source.rows * 2 {
        activation.value(Vector(at: from + piece * 16)).store(to: to + piece * 16)
      }
    }
  }
}
