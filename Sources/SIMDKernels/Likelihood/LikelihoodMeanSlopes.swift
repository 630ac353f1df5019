import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodMeanSlopes(
    outputs: Panels, mean: Panels, slopes: Panels, likelihood: Likelihood, logScale: Float,
    panels: Range<Int>
  ) {
    checkShape(outputs.rows == mean.rows * likelihood.outputsPerPixel)
    checkShape(slopes.rows >= likelihood.meanParameters * mean.rows)
    let scale = LikelihoodScale(likelihood, logScale: logScale)
    let kind = arithmetic(likelihood)
    for panel in panels { kind.meanSlopes(outputs, mean, slopes, panel, scale) }
  }
}

/// The loop over the pixels of a panel.
///
/// - Parameter body: takes outputs; gives means and slopes.
@inline(__always)
func forEachMean(
  _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int,
  _ body: (Vector) -> (mean: Vector, slope: Vector)
) {
  let source = outputs.base + panel * outputs.panelStride
  let means = mean.base + panel * mean.panelStride
  let target = slopes.base + panel * slopes.panelStride
  for piece in 0..<mean.rows * 2 {
    let (mean, slope) = body(Vector(at: source + piece * 16))
    mean.store(to: means + piece * 16)
    slope.store(to: target + piece * 16)
  }
}

/// Where the location is the mean.
@inline(never)
func locationSlopes(_ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int) {
  forEachMean(outputs, mean, slopes, panel) { ($0, Vector(repeating: 1)) }
}
