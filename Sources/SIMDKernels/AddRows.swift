import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addRows(_ source: Panels, to target: Panels, panels: Range<Int>) {
    checkShapes(rows: source.rows, panels, source, target)
    for panel in panels {
      let (from, to) = (source.panel(panel), target.panel(panel))
      for piece in 0..<source.rows * 2 { to[piece] += from[piece] }
    }
  }
}
