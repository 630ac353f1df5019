import LaneTypes
import LanesV3
import LanesV4

/// Optimisers other than Adam, and what they need of a gradient.
extension Kernels {
  package func sgdStep(
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    velocity: UnsafeMutablePointer<Float>, step: SGDStep, count: Int
  ) {
    pick(LanesV3.sgdStep, LanesV4.sgdStep)(gradient, weights, velocity, step, count)
  }

  package func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    pick(LanesV3.sumOfSquares, LanesV4.sumOfSquares)(values, count)
  }

  package func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    pick(LanesV3.scale, LanesV4.scale)(values, factor, count)
  }
}
