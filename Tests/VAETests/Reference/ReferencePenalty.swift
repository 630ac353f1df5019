import Foundation
import Testing
import VAE

/// What objectives add for the codes of a batch, in Double, as the papers have it.
struct ReferencePenalty {
  let codes: [[Double]]
  let parameters: [[Double]]
  let priors: [[Double]]
  let directions: [[Double]]
  let discriminator: [ReferenceLayer]

  init(
    codes: [[Double]], _ parameters: [[Double]], _ priors: [[Double]], directions: [[Double]],
    discriminator: [ReferenceLayer]
  ) {
    (self.codes, self.parameters, self.priors) = (codes, parameters, priors)
    (self.directions, self.discriminator) = (directions, discriminator)
  }

  /// Nothing where the batch has too few examples to tell it from: of one there is no pair, and two always lie
  /// on a line.
  func value(_ objective: any LatentObjective) -> Double {
    if objective is DIP, codes.count < 3 { return 0 }
    if codes.count < 2 { return 0 }
    switch objective {
    case is EvidenceLowerBound, is Capacity, is ImportanceBound: return 0
    case let objective as FactorVAE: return objective.weight * meanLogit()
    case let objective as DIP: return covariance(objective)
    case let objective as MMD: return objective.weight * discrepancy(objective.kernel)
    case let objective as TotalCorrelation: return objective.weight * totalCorrelation()
    case let objective as SlicedWasserstein: return objective.weight * slicedDistance()
    default:
      Issue.record("no formula for the objective \(objective)")
      return .nan
    }
  }

  /// The mean of log D(z)/(1 − D(z)).
  private func meanLogit() -> Double {
    let logits = codes.map { z in discriminator.reduce(z) { $1($0) }[0] }
    return logits.reduce(0, +) / Double(codes.count)
  }

  /// All examples of the data set are in the batch.
  private func totalCorrelation() -> Double {
    let (n, size) = (codes.count, codes[0].count)
    let scale = log(Double(n) * Double(n))
    var sum = 0.0
    for z in codes {
      let logs = parameters.map { p in (0..<size).map { Self.logDensity(z, p, $0) } }
      sum += log(logs.reduce(0) { $0 + exp($1.reduce(0, +)) }) - scale
      for d in 0..<size { sum -= log(logs.reduce(0) { $0 + exp($1[d]) }) - scale }
    }
    return sum / Double(n)
  }

  private static func logDensity(_ z: [Double], _ posterior: [Double], _ d: Int) -> Double {
    let (distance, logVariance) = (z[d] - posterior[d], posterior[z.count + d])
    return -0.5 * (log(2 * Double.pi) + logVariance + distance * distance / exp(logVariance))
  }

  private func slicedDistance() -> Double {
    var sum = 0.0
    for direction in directions {
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      func projections(_ codes: [[Double]]) -> [Double] {
        codes.map { zip($0, direction).reduce(0) { $0 + $1.0 * $1.1 } / length }.sorted()
      }
      sum += zip(projections(codes), projections(priors)).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
    }
    return sum / Double(codes.count * directions.count)
  }

  private func covariance(_ penalty: DIP) -> Double {
    let (n, size) = (Double(codes.count), codes[0].count)
    let means = (0..<size).map { j in parameters.reduce(0) { $0 + $1[j] } / n }
    var sum = 0.0
    for i in 0..<size {
      for j in 0..<size {
        var element = parameters.reduce(0) { $0 + ($1[i] - means[i]) * ($1[j] - means[j]) } / n
        if i == j, penalty.source == .draws {
          element += parameters.reduce(0) { $0 + exp($1[size + i]) } / n
        }
        sum +=
          i == j
          ? penalty.diagonal * pow(element - 1, 2) : penalty.offDiagonal * pow(element, 2)
      }
    }
    return sum
  }

  private func discrepancy(_ kernel: MMD.Kernel) -> Double {
    let (n, size) = (codes.count, codes[0].count)
    func k(_ a: [Double], _ b: [Double]) -> Double {
      let s = zip(a, b).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
      let width = 2 * Double(size)
      if kernel == .gaussian { return exp(-s / width) }
      return [0.1, 0.2, 0.5, 1, 2, 5, 10].reduce(0) { $0 + $1 * width / ($1 * width + s) }
    }
    var (same, other) = (0.0, 0.0)
    for i in 0..<n {
      for j in 0..<n {
        if i != j { same += k(codes[i], codes[j]) + k(priors[i], priors[j]) }
        other += k(codes[i], priors[j])
      }
    }
    return same / Double(n * (n - 1)) - 2 * other / Double(n * n)
  }
}
