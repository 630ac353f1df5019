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

  package func posteriorPrecisions(
    _ logVariances: Panels, bounded: Panels, precisions: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.posteriorPrecisions, LanesV4.posteriorPrecisions)(
      logVariances, bounded, precisions, panels)
  }

  package func aggregateDensities(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels,
    scratch: UnsafeMutablePointer<Float>, joint: UnsafeMutablePointer<Float>, marginals: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.aggregateDensities, LanesV4.aggregateDensities)(
      z, means, logVariances, precisions, scratch, joint, marginals, panels)
  }

  package func totalCorrelationBackward(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels,
    joint: UnsafePointer<Float>, marginals: Panels, weight: Float, zGradient: Panels?,
    gradient: Panels?, raw: Panels, scratch: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.totalCorrelationBackward, LanesV4.totalCorrelationBackward)(
      z, means, logVariances, precisions, joint, marginals, weight, zGradient, gradient, raw,
      scratch, panels)
  }
}
