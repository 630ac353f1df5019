import LaneTypes
import LanesV3
import LanesV4

extension Kernels {
  /// - Precondition: the likelihood has one output a pixel.
  package func likelihoodForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels, gradient: Panels?,
    losses: UnsafeMutablePointer<Float>, scaleSlopes: UnsafeMutablePointer<Float>? = nil,
    likelihood: Likelihood, logScale: Float = 0, scale: Float, tileRows: Range<Int>,
    panels: Range<Int>
  ) {
    precondition(likelihood.outputsPerPixel == 1)
    pick(LanesV3.likelihoodForward, LanesV4.likelihoodForward)(
      weights, bias, input, target, gradient, losses, scaleSlopes, likelihood, logScale, scale,
      tileRows, panels)
  }

  package func likelihoodPass(
    outputs: Panels, target: Panels, gradient: Panels?, losses: UnsafeMutablePointer<Float>,
    scaleSlopes: UnsafeMutablePointer<Float>? = nil, likelihood: Likelihood, logScale: Float = 0,
    scale: Float, tileRows: Range<Int>, panels: Range<Int>
  ) {
    precondition(outputs.rows == target.rows * likelihood.outputsPerPixel)
    pick(LanesV3.likelihoodPass, LanesV4.likelihoodPass)(
      outputs, target, gradient, losses, scaleSlopes, likelihood, logScale, scale, tileRows, panels)
  }

  package func sumLosses(
    _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.sumLosses, LanesV4.sumLosses)(losses, tiles, result, panels)
  }

  package func likelihoodMean(
    outputs: Panels, result: Panels, likelihood: Likelihood, logScale: Float = 0,
    panels: Range<Int>
  ) {
    precondition(outputs.rows == result.rows * likelihood.outputsPerPixel)
    pick(LanesV3.likelihoodMean, LanesV4.likelihoodMean)(
      outputs, result, likelihood, logScale, panels)
  }

  package func likelihoodSample(
    outputs: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, result: Panels,
    likelihood: Likelihood, logScale: Float = 0, panels: Range<Int>
  ) {
    precondition(outputs.rows == result.rows * likelihood.outputsPerPixel)
    pick(LanesV3.likelihoodSample, LanesV4.likelihoodSample)(
      outputs, examples, key, result, likelihood, logScale, panels)
  }
}
