import LaneTypes
import LanesV3
import LanesV4

/// What losses on images need.
extension Kernels {
  package func likelihoodMeanSlopes(
    outputs: Panels, mean: Panels, slopes: Panels, likelihood: Likelihood, logScale: Float = 0,
    panels: Range<Int>
  ) {
    precondition(outputs.rows == mean.rows * likelihood.outputsPerPixel)
    precondition(slopes.rows >= likelihood.meanParameters * mean.rows)
    pick(LanesV3.likelihoodMeanSlopes, LanesV4.likelihoodMeanSlopes)(
      outputs, mean, slopes, likelihood, logScale, panels)
  }

  package func addMeanGradient(
    _ meanGradient: Panels, slopes: Panels, to gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.addMeanGradient, LanesV4.addMeanGradient)(meanGradient, slopes, gradient, panels)
  }

  package func weighDifferences(
    _ a: Panels, _ b: Panels, weight: Float, adds: Bool, gradient: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.weighDifferences, LanesV4.weighDifferences)(a, b, weight, adds, gradient, panels)
  }

  package func mapAxis(
    _ map: AxisMap, _ source: Panels, adds: Bool = false, result: Panels, panels: Range<Int>
  ) {
    precondition(source.rows == map.outer * map.inputs * map.inner)
    precondition(result.rows == map.outer * map.outputs * map.inner)
    pick(LanesV3.mapAxis, LanesV4.mapAxis)(map, source, adds, result, panels)
  }

  package func multiplyLines(_ a: Panels, _ b: Panels, result: Panels, panels: Range<Int>) {
    pick(LanesV3.multiplyLines, LanesV4.multiplyLines)(a, b, result, panels)
  }

  package func structuralSimilarity(
    _ maps: SimilarityMaps, channels: Int, luminance: Bool, slopes: Bool,
    means: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.structuralSimilarity, LanesV4.structuralSimilarity)(
      maps, channels, luminance, slopes, means, panels)
  }

  package func similaritySlopes(
    x: Panels, y: Panels, _ slopes: SimilarityMaps, result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.similaritySlopes, LanesV4.similaritySlopes)(x, y, slopes, result, panels)
  }

  package func multiscaleLosses(
    means: UnsafeMutablePointer<Float>, stride: Int, exponents: UnsafePointer<Float>, scales: Int,
    channels: Int, factor: Float, losses: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.multiscaleLosses, LanesV4.multiscaleLosses)(
      means, stride, exponents, scales, channels, factor, losses, panels)
  }

  package func weighChannels(
    _ slopes: Panels, factors: UnsafePointer<Float>, channels: Int, adds: Bool, result: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.weighChannels, LanesV4.weighChannels)(
      slopes, factors, channels, adds, result, panels)
  }

  package func addLines(_ source: Panels, to result: Panels, panels: Range<Int>) {
    pick(LanesV3.addLines, LanesV4.addLines)(source, result, panels)
  }
}
