import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodMean(
    outputs: Panels, result: Panels, likelihood: Likelihood, logScale: Float, panels: Range<Int>
  ) {
    checkShapes(rows: result.rows * likelihood.outputsPerPixel, panels, outputs)
    checkShapes(rows: result.rows, panels, result)
    let scale = LikelihoodScale(likelihood, logScale: logScale)
    let kind = arithmetic(likelihood)
    for panel in panels { kind.means(outputs, result, panel, scale) }
  }
}

/// Where the location is the mean.
@inline(never)
func copyLocations(_ outputs: Panels, _ result: Panels, _ panel: Int) {
  forEachOutput(outputs, result, panel) { mean, _ in mean }
}
