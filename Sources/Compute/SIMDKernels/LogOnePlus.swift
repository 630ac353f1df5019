import Kernels

extension SIMDKernels {
  @inline(never)
  package static func logOnePlus(_ source: Panels, result: Panels, panels: Range<Int>) {
    checkShape(source.rows == result.rows)
    for panel in panels {
      forEachOutput(source, result, panel) { x, _ in logOnePlusAny(rectified(x)) }
    }
  }
}
