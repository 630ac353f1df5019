import Foundation
import LatentFits

/// Mixtures one number at a time in Double, to hold fits and draws against.
extension Mixture {
  /// The covariance of a component.
  func covariance(_ k: Int) -> [[Double]] {
    let factor = factor(k)
    return factor.map { row in factor.map { zip(row, $0).reduce(0) { $0 + $1.0 * $1.1 } } }
  }

  private func factor(_ k: Int) -> [[Double]] {
    let d = dimensions
    return (0..<d).map { i in
      (0..<d).map { j in
        switch spread {
        case .factors(let factors): Double(factors[(k * d + i) * d + j])
        case .deviations(let deviations): i == j ? Double(deviations[k * d + i]) : 0
        }
      }
    }
  }

  /// The mean over rows of log Σ π_k N(x | μ_k, Σ_k), by solving L·y = x − μ.
  func logLikelihood(of rows: [Float]) -> Double {
    let d = dimensions
    let factors = (0..<count).map(factor)
    var total = 0.0
    for start in stride(from: 0, to: rows.count, by: d) {
      var sum = 0.0
      for (k, factor) in factors.enumerated() {
        var (y, exponent) = ([Double](), 0.0)
        for i in 0..<d {
          var rest = Double(rows[start + i]) - Double(means[k * d + i])
          for j in 0..<i { rest -= factor[i][j] * y[j] }
          y.append(rest / factor[i][i])
          exponent -= y[i] * y[i] / 2 + log(factor[i][i]) + log(2 * .pi) / 2
        }
        sum += Double(weights[k]) * exp(exponent)
      }
      total += log(sum)
    }
    return total / Double(rows.count / d)
  }
}
