import Foundation
import VAE

/// A bound from several draws in Double: −(1/m) Σ_g log (1/k) Σ_i w_gi, with w = p(x|z)·p(z)/q(z|x) and both
/// densities written out.
struct ReferenceBound {
  let bound: ImportanceBound
  /// ε, `[draws][rows][latent]`.
  let normals: [[[Double]]]

  /// −log p(x|z) of a row and its z.
  typealias Losses = (Int, [Double]) -> Double

  private func logNormal(_ x: Double, mean: Double, logVariance: Double) -> Double {
    let distance = x - mean
    return -0.5 * (log(2 * .pi) + logVariance + distance * distance / exp(logVariance))
  }

  private func z(_ parameters: [Double], _ row: Int, _ draw: Int) -> [Double] {
    let size = parameters.count / 2
    return (0..<size).map {
      parameters[$0] + exp(parameters[size + $0] / 2) * normals[draw][row][$0]
    }
  }

  /// log q(z|x) with the posterior's parameters, and log p(z).
  private func densities(_ z: [Double], _ parameters: [Double]) -> (q: Double, p: Double) {
    let size = z.count
    let q = z.indices.reduce(0.0) {
      $0 + logNormal(z[$1], mean: parameters[$1], logVariance: parameters[size + $1])
    }
    return (q, z.reduce(0.0) { $0 + logNormal($1, mean: 0, logVariance: 0) })
  }

  /// The draws of one group.
  private func group(_ index: Int) -> Range<Int> {
    index * bound.draws..<(index + 1) * bound.draws
  }

  func means(_ parameters: [[Double]], losses: Losses) -> (
    reconstruction: Double, divergence: Double, categories: Double, penalty: Double, loss: Double
  ) {
    var (reconstruction, divergence, loss) = (0.0, 0.0, 0.0)
    for (row, values) in parameters.enumerated() {
      for index in 0..<bound.groups {
        var weights: [Double] = []
        for draw in group(index) {
          let z = z(values, row, draw)
          let (q, p) = densities(z, values)
          let own = losses(row, z)
          reconstruction += own
          divergence += q - p
          weights.append(exp(p - q - own))
        }
        loss -= log(weights.reduce(0, +) / Double(bound.draws))
      }
    }
    let rows = Double(parameters.count)
    reconstruction /= rows * Double(bound.total)
    divergence /= rows * Double(bound.total)
    loss /= rows * Double(bound.groups)
    return (reconstruction, divergence, 0, loss - reconstruction - divergence, loss)
  }

  /// Shares of the draws, `[rows][draws]`, and the posteriors' parameters.
  struct Constants {
    var shares: [[Double]] = []
    var parameters: [[Double]]
  }

  func constants(_ parameters: [[Double]], losses: Losses) -> Constants {
    var constants = Constants(parameters: parameters)
    for (row, values) in parameters.enumerated() {
      let weights = (0..<bound.total).map { draw in
        let z = z(values, row, draw)
        let (q, p) = densities(z, values)
        return exp(p - q - losses(row, z))
      }
      constants.shares.append(weights.map { $0 / weights.reduce(0, +) })
    }
    return constants
  }

  /// Σ share² · −log w, where the shares and the density q do not move but z does (Tucker et al. 2019): its
  /// gradient by the encoder is the doubly reparameterised one.
  func surrogate(_ parameters: [[Double]], _ constants: Constants, losses: Losses) -> Double {
    var sum = 0.0
    for (row, values) in parameters.enumerated() {
      for draw in 0..<bound.total {
        let z = z(values, row, draw)
        let share = constants.shares[row][draw]
        let (q, p) = densities(z, constants.parameters[row])
        sum += share * share * (q - p + losses(row, z))
      }
    }
    return sum / Double(parameters.count)
  }
}
