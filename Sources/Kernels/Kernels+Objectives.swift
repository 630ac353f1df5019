import LaneTypes
import LanesV3
import LanesV4

/// What objectives ask of the codes of a batch.
extension Kernels {
  package func pairKernels(
    _ a: Panels, _ b: Panels, distinct: Bool, kernel: PairKernel,
    sums: UnsafeMutablePointer<Float>, weight: Float, gradient: Panels?, panels: Range<Int>
  ) {
    pick(LanesV3.pairKernels, LanesV4.pairKernels)(
      a, b, distinct, kernel, sums, weight, gradient, panels)
  }

  package func centreRows(_ source: Panels, result: Panels) {
    pick(LanesV3.centreRows, LanesV4.centreRows)(source, result)
  }

  package func posteriorVariances(_ logVariances: Panels, result: Panels) {
    pick(LanesV3.posteriorVariances, LanesV4.posteriorVariances)(logVariances, result)
  }

  package func addScaledRows(
    _ source: Panels, weights: UnsafePointer<Float>, bounds: Panels?, to target: Panels
  ) {
    pick(LanesV3.addScaledRows, LanesV4.addScaledRows)(source, weights, bounds, target)
  }
}
