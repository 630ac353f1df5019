import LanesV3
import LanesV4

/// The kernels of mixtures of normal distributions, in double precision.
extension Kernels {
  package func squaredDistances(
    _ lines: UnsafePointer<Double>, count: Int, weights: UnsafePointer<Double>,
    offsets: UnsafePointer<Double>, dimensions: Int, result: UnsafeMutablePointer<Double>
  ) {
    pick(LanesV3.squaredDistances, LanesV4.squaredDistances)(
      lines, count, weights, offsets, dimensions, result)
  }

  package func weightedMoments(
    _ lines: UnsafePointer<Double>, count: Int, shares: UnsafePointer<Double>, dimensions: Int,
    scratch: UnsafeMutablePointer<Double>, result: UnsafeMutablePointer<Double>
  ) {
    pick(LanesV3.weightedMoments, LanesV4.weightedMoments)(
      lines, count, shares, dimensions, scratch, result)
  }
}
