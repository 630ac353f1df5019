import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodSample(
    outputs: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    likelihood: Likelihood, logScale: Float, panels: Range<Int>
  ) {
    checkShape(outputs.rows == result.rows * likelihood.outputsPerPixel)
    let scale = LikelihoodScale(likelihood, logScale: logScale)
    switch likelihood {
    case .gaussian: fillNormals(result, examples: examples, key: key, deviation: 1, panels: panels)
    case .logCosh: break
    default: fillUniform(result, examples: examples, key: key, panels: panels)
    }
    for panel in panels {
      switch likelihood {
      case .bernoulli: bernoulliDraws(outputs, result, panel)
      case .continuousBernoulli: continuousBernoulliDraws(outputs, result, panel)
      case .gaussian: gaussianDraws(outputs, result, panel, scale)
      case .laplace: laplaceDraws(outputs, result, panel, scale)
      case .discretisedLogistic: discretisedLogisticDraws(outputs, result, panel, scale)
      case .logCosh(let sharpness):
        logCoshDraws(
          outputs, sharpness: sharpness, examples: examples, key: key, result: result, panel: panel)
      }
    }
  }
}
