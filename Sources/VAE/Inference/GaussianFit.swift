import Kernels
import LaneTypes

/// A normal distribution with a full covariance, fitted to rows of numbers: a prior for codes that have
/// none, or another than the model's.
package struct GaussianFit: Sendable {
  package let dimensions: Int
  /// The covariance of so many takes 128 MiB, and its factor as much.
  package static let mostDimensions = 4096
  private var count = 0
  private var sums: [Double]
  /// The lower triangle of Σ x·xᵀ around the first row, `[dimensions, dimensions]`.
  private var products: [Double]
  private var origin: [Double] = []

  package init(dimensions: Int) {
    self.dimensions = dimensions
    sums = Array(repeating: 0, count: dimensions)
    products = Array(repeating: 0, count: dimensions * dimensions)
  }

  /// Adds rows, `[rows, dimensions]`. Products are taken around the first row of all, so that large
  /// means do not drown small variances.
  package mutating func add(_ rows: [Float]) {
    for start in stride(from: 0, to: rows.count, by: dimensions) {
      if origin.isEmpty { origin = rows[start..<start + dimensions].map(Double.init) }
      let row = (0..<dimensions).map { Double(rows[start + $0]) - origin[$0] }
      for i in 0..<dimensions {
        sums[i] += row[i]
        for j in 0...i { products[i * dimensions + j] += row[i] * row[j] }
      }
      count += 1
    }
  }

  /// The mean and the lower triangular factor of the covariance (Cholesky).
  ///
  /// - Throws: `VAEError`, if there are fewer than two rows.
  package func factors() throws(VAEError) -> (mean: [Double], factor: [Double]) {
    guard count >= 2 else {
      throw VAEError("\(count) rows, expected at least 2 to fit a normal distribution to")
    }
    let n = Double(count)
    let mean = (0..<dimensions).map { origin[$0] + sums[$0] / n }
    var factor = [Double](repeating: 0, count: products.count)
    for i in 0..<dimensions {
      for j in 0...i {
        var sum = products[i * dimensions + j] / n - sums[i] / n * sums[j] / n
        for k in 0..<j { sum -= factor[i * dimensions + k] * factor[j * dimensions + k] }
        if i == j {
          // A number that the others determine has no variance left: rounding may make it negative.
          factor[i * dimensions + i] = max(0, sum).squareRoot()
        } else {
          let pivot = factor[j * dimensions + j]
          factor[i * dimensions + j] = pivot > 0 ? sum / pivot : 0
        }
      }
    }
    return (mean, factor)
  }

  /// Turns draws from N(0, I) into draws from the fitted distribution.
  ///
  /// - Parameter normals: `[rows, dimensions]`.
  package static func shape(
    _ normals: [Float], mean: [Double], factor: [Double]
  ) -> [Float] {
    let width = mean.count
    var result = [Float]()
    result.reserveCapacity(normals.count)
    for start in stride(from: 0, to: normals.count, by: width) {
      for i in 0..<width {
        var sum = mean[i]
        for j in 0...i { sum += factor[i * width + j] * Double(normals[start + j]) }
        result.append(Float(sum))
      }
    }
    return result
  }
}
