import Networks

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
          // A number that those before it determine has no variance left but for rounding: a millionth
          // of its deviation is less than its own digits in single precision say of it.
          let variance = products[i * dimensions + i] / n - sums[i] / n * sums[i] / n
          factor[i * dimensions + i] = sum > 1e-12 * variance ? sum.squareRoot() : 0
        } else {
          let pivot = factor[j * dimensions + j]
          factor[i * dimensions + j] = pivot > 0 ? sum / pivot : 0
        }
      }
    }
    return (mean, factor)
  }

  /// The fitted distribution as a prior of one component.
  ///
  /// Of codes that maximise it, the likelihood is known without them: the squares of r whitened numbers
  /// have the mean r. It is that of the r numbers that those before them do not determine.
  ///
  /// - Throws: `VAEError`, if there are fewer than two rows, or a number is beyond single precision.
  package func prior(seed: UInt64) throws(VAEError) -> PriorFile {
    let (mean, factor) = try factors()
    let pivots = (0..<dimensions).map { factor[$0 * dimensions + $0] }.filter { $0 > 0 }
    let r = Double(pivots.count)
    let logs = pivots.reduce(0) { $0 + portableLog($1) }
    let logLikelihood = -logs - r / 2 * (portableLog(2 * .pi) + 1)
    let mixture = Mixture(
      dimensions: dimensions, weights: [1], means: mean.map(Float.init),
      spread: .factors(factor.map(Float.init)))
    return PriorFile(
      mixture, rows: count, seed: seed, logLikelihood: logLikelihood,
      criterion: informationCriterion(
        logLikelihood: logLikelihood,
        parameters: Mixture.parameters(count: 1, dimensions: pivots.count), rows: count))
  }
}
