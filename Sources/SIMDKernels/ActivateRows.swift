import Kernels

extension SIMDKernels {
  @inline(never)
  package static func activateRows(
    _ source: Panels, activation: Activation, result: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: source.rows, panels, source, result)
    for panel in panels {
      let (from, to) = (source.panel(panel), result.panel(panel))
      for piece in 0..<source.rows * 2 { to[piece] = activation.value(from[piece]) }
    }
  }
}
