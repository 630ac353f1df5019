import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addRows(_ source: Panels, to target: Panels, panels: Range<Int>) {
    for panel in panels {
      let from = source.base + panel * source.panelStride
      let to = target.base + panel * target.panelStride
      for piece in 0..<source.rows * 2 {
        (Vector(at: to + piece * 16) + Vector(at: from + piece * 16)).store(to: to + piece * 16)
      }
    }
  }
}
