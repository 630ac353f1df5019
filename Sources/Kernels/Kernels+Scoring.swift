import LaneTypes
import LanesV3
import LanesV4

/// Draws from a posterior with their importance weights, and what a score is compared with.
extension Kernels {
  package func bernoulliEntropy(
    _ target: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.bernoulliEntropy, LanesV4.bernoulliEntropy)(target, result, panels)
  }

  package func posteriorDraw(
    parameters: Panels, noise: Panels, z: Panels, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.posteriorDraw, LanesV4.posteriorDraw)(parameters, noise, z, logRatio, panels)
  }

  package func categoricalLogRatio(
    _ logits: Panels, draws: Panels, categories: Int, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    pick(LanesV3.categoricalLogRatio, LanesV4.categoricalLogRatio)(
      logits, draws, categories, logRatio, panels)
  }

  package func addImportanceWeights(
    _ logWeights: UnsafePointer<Float>, samples: Int, stride: Int,
    state: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.addImportanceWeights, LanesV4.addImportanceWeights)(
      logWeights, samples, stride, state, panels)
  }
}
