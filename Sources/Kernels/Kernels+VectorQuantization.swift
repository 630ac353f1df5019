import LaneTypes
import LanesV3
import LanesV4

/// The kernels of vector quantisation.
extension Kernels {
  package func squaredNorms(
    _ matrix: Panels, result: UnsafeMutablePointer<Float>, rows: Range<Int>
  ) {
    pick(LanesV3.squaredNorms, LanesV4.squaredNorms)(matrix, result, rows)
  }

  package func nearestCodes(
    _ vectors: Panels, codebook: Panels, norms: UnsafePointer<Float>,
    indices: UnsafeMutablePointer<Int32>, variables: Range<Int>, panels: Range<Int>
  ) {
    pick(LanesV3.nearestCodes, LanesV4.nearestCodes)(
      vectors, codebook, norms, indices, variables, panels)
  }

  package func gatherCodes(
    _ indices: UnsafePointer<Int32>, codebook: Panels, result: Panels, panels: Range<Int>
  ) {
    pick(LanesV3.gatherCodes, LanesV4.gatherCodes)(indices, codebook, result, panels)
  }

  package func squaredDistances(
    _ a: Panels, _ b: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    pick(LanesV3.squaredDistances, LanesV4.squaredDistances)(a, b, result, panels)
  }

  package func commitmentBackward(
    vectors: Panels, quantized: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>
  ) {
    pick(LanesV3.commitmentBackward, LanesV4.commitmentBackward)(
      vectors, quantized, zGradient, weight, gradient, panels)
  }
}
