import Networks

/// A component of a mixture in the form that its density is made from: for x of d numbers,
/// log π N(x | μ, Σ) = constant − ½‖W·x + b‖².
struct NormalComponent: Sendable {
  /// π.
  let weight: Double
  /// μ, `[d]`.
  let mean: [Double]
  /// L, lower triangular, L·Lᵀ = Σ, `[d, d]`.
  let factor: [Double]
  /// W = L⁻¹.
  let inverse: [Double]
  /// b = −W·μ.
  let offsets: [Double]
  /// log π − log |L| − ½ d log 2π.
  let constant: Double
  /// The trace of Σ⁻¹.
  let precision: Double

  /// - Parameter factor: its diagonal is greater than 0.
  init(weight: Double, mean: [Double], factor: [Double]) {
    let d = mean.count
    (self.weight, self.mean, self.factor) = (weight, mean, factor)
    let inverse = NormalComponent.inverse(factor, d)
    self.inverse = inverse
    offsets = (0..<d).map { i in
      (0...i).reduce(0) { $0 - inverse[i * d + $1] * mean[$1] }
    }
    let logs = (0..<d).reduce(0) { $0 + portableLog(factor[$1 * d + $1]) }
    constant = portableLog(weight) - logs - Double(d) / 2 * portableLog(2 * .pi)
    precision = inverse.reduce(0) { $0 + $1 * $1 }
  }

  /// The component that maximises the likelihood of rows with these moments, when each row stands for a
  /// normal distribution of the variance `smoothing` around it (Bishop 2006, equations 9.24 to 9.26).
  ///
  /// - Parameters:
  ///   - moments: Σ r·x·xᵀ of the rows x with a 1 behind each, r being the component's share in the row;
  ///     lower triangle, `[d + 1, d + 1]`.
  ///   - rows: Σ r over all components.
  init(moments: UnsafeBufferPointer<Double>, dimensions d: Int, rows: Double, smoothing: Double) {
    let sums = d * (d + 1)
    let count = moments[sums + d]
    let mean = (0..<d).map { moments[sums + $0] / count }
    var factor = [Double](repeating: 0, count: d * d)
    for i in 0..<d {
      for j in 0...i {
        var sum = moments[i * (d + 1) + j] / count - mean[i] * mean[j]
        if i == j { sum += smoothing }
        for k in 0..<j { sum -= factor[i * d + k] * factor[j * d + k] }
        // No pivot of a matrix is below its least eigenvalue, and none of these below the smoothing, but
        // for rounding.
        factor[i * d + j] =
          i == j ? max(sum, smoothing).squareRoot() : sum / factor[j * d + j]
      }
    }
    self.init(weight: count / rows, mean: mean, factor: factor)
  }

  /// A component of the covariance `variance`·I.
  init(weight: Double, mean: [Double], variance: Double) {
    let d = mean.count
    var factor = [Double](repeating: 0, count: d * d)
    for i in 0..<d { factor[i * d + i] = variance.squareRoot() }
    self.init(weight: weight, mean: mean, factor: factor)
  }

  /// The inverse of a lower triangular matrix, column by column.
  private static func inverse(_ factor: [Double], _ d: Int) -> [Double] {
    var inverse = [Double](repeating: 0, count: d * d)
    for column in 0..<d {
      inverse[column * d + column] = 1 / factor[column * d + column]
      for i in column + 1..<max(d, column + 1) {
        var sum = 0.0
        for j in column..<i { sum -= factor[i * d + j] * inverse[j * d + column] }
        inverse[i * d + column] = sum / factor[i * d + i]
      }
    }
    return inverse
  }
}
