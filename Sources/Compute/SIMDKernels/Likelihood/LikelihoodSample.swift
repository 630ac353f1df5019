import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodSample(
    outputs: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    likelihood: Likelihood, logScale: Float, panels: Range<Int>
  ) {
    checkShapes(rows: result.rows * likelihood.outputsPerPixel, panels, outputs)
    checkShapes(rows: result.rows, panels, result)
    let scale = LikelihoodScale(likelihood, logScale: logScale)
    let kind = arithmetic(likelihood)
    switch kind.noise {
    case .none: break
    case .normal: fillNormals(result, examples: examples, key: key, deviation: 1, panels: panels)
    case .uniform: fillUniform(result, examples: examples, key: key, panels: panels)
    }
    let source = DrawSource(examples: examples, key: key)
    for panel in panels { kind.draws(outputs, result, panel, scale, source) }
  }
}
