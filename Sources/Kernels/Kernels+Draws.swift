import LaneTypes
import LanesV3
import LanesV4

/// Several draws of z for each example in training.
extension Kernels {
  package func posteriorSample(
    parameters: Panels, noise: Panels, z: Panels, logDensity: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.posteriorSample, LanesV4.posteriorSample)(
      parameters, noise, z, logDensity, panels)
  }

  package func addPosteriorSampleGradient(
    parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.addPosteriorSampleGradient, LanesV4.addPosteriorSampleGradient)(
      parameters, noise, zGradient, weights, gradient, panels)
  }

  package func addDoublyReparameterizedGradient(
    parameters: Panels, noise: Panels, zGradient: Panels, shares: UnsafePointer<Float>,
    scale: Float, gradient: Panels, panels: Range<Int>
  ) {
    pick(
      LanesV3.addDoublyReparameterizedGradient, LanesV4.addDoublyReparameterizedGradient)(
        parameters, noise, zGradient, shares, scale, gradient, panels)
  }

  package func normalLogDensity(
    _ z: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.normalLogDensity, LanesV4.normalLogDensity)(z, result, panels)
  }

  package func addNormalGradient(
    _ z: Panels, weights: UnsafePointer<Float>, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.addNormalGradient, LanesV4.addNormalGradient)(z, weights, gradient, panels)
  }

  package func scaleColumns(
    _ matrix: Panels, weights: UnsafePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.scaleColumns, LanesV4.scaleColumns)(matrix, weights, panels)
  }

  package func boundShares(
    _ logWeights: UnsafeMutablePointer<Float>, groups: Int, draws: Int, stride: Int,
    bound: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.boundShares, LanesV4.boundShares)(
      logWeights, groups, draws, stride, bound, panels)
  }
}
