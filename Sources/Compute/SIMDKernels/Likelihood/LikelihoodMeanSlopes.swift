import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodMeanSlopes(
    outputs: Panels, mean: Panels, slopes: Panels, likelihood: Likelihood, logScale: Float,
    panels: Range<Int>
  ) {
    checkShapes(rows: mean.rows * likelihood.outputsPerPixel, panels, outputs)
    checkShapes(rows: mean.rows, panels, mean)
    checkShapes(rows: slopes.rows, panels, slopes)
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
  let (source, means, target) = (outputs.panel(panel), mean.panel(panel), slopes.panel(panel))
  for piece in 0..<mean.rows * 2 { (means[piece], target[piece]) = body(source[piece]) }
}

/// Where the location is the mean.
@inline(never)
func locationSlopes(_ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int) {
  forEachMean(outputs, mean, slopes, panel) { ($0, Vector(repeating: 1)) }
}
