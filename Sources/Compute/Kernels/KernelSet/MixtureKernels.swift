/// Mixtures of normal distributions, in double precision.
package protocol MixtureKernels {
  /// ‖W·x + b‖² of each row x of a block: the squared Mahalanobis distance from the mean μ of a normal
  /// distribution with the covariance L·Lᵀ, where W = L⁻¹ and b = −W·μ. Each component of W·x + b is a
  /// chain from b, and the squares are added in ascending order.
  ///
  /// - Parameters:
  ///   - lines: x, a line of `count` numbers for each dimension.
  ///   - count: rows, a multiple of 32.
  ///   - weights: W, lower triangular, `[dimensions, dimensions]`; what is above the diagonal is not read.
  ///   - offsets: b, `[dimensions]`.
  ///   - result: `[count]`.
  static func squaredDistances(
    _ lines: UnsafePointer<Double>, count: Int, weights: UnsafePointer<Double>,
    offsets: UnsafePointer<Double>, dimensions: Int, result: UnsafeMutablePointer<Double>)

  /// Σ r·x·xᵀ over the rows of a block, the lower triangle. Each sum is in eight lanes and a tree.
  ///
  /// - Parameters:
  ///   - lines: x, a line of `count` numbers for each dimension.
  ///   - count: rows, a multiple of 8.
  ///   - shares: r, `[count]`.
  ///   - scratch: memory for `count` numbers.
  ///   - result: `[dimensions, dimensions]`; what is above the diagonal is left as it was.
  static func weightedMoments(
    _ lines: UnsafePointer<Double>, count: Int, shares: UnsafePointer<Double>, dimensions: Int,
    scratch: UnsafeMutablePointer<Double>, result: UnsafeMutablePointer<Double>)
}
