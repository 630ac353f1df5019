import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodMean(
    outputs: Panels, result: Panels, likelihood: Likelihood, logScale: Float, panels: Range<Int>
  ) {
    checkShape(outputs.rows == result.rows * likelihood.outputsPerPixel)
    let scale = LikelihoodScale(likelihood, logScale: logScale)
    for panel in panels {
      switch likelihood {
      case .bernoulli: bernoulliMeans(outputs, result, panel)
      case .continuousBernoulli: continuousBernoulliMeans(outputs, result, panel)
      case .discretisedLogistic: discretisedLogisticMeans(outputs, result, panel, scale)
      case .gaussian, .laplace, .logCosh: forEachOutput(outputs, result, panel) { mean, _ in mean }
      }
    }
  }
}
