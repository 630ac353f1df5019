import Kernels

extension SIMDKernels {
  @inline(never)
  package static func leastLosses(
    _ target: Panels, likelihood: Likelihood, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: target.rows, panels, target)
    let kind = arithmetic(likelihood)
    for panel in panels { kind.leastLosses(target, panel, result + panel * 32) }
  }
}
