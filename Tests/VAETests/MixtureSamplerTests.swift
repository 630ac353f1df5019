import Foundation
import InstructionSets
import Kernels
import LatentFits
import Testing

/// Draws from mixtures, and the aggregate posterior that some are.
@Suite struct MixtureSamplerTests {
  private let engine: Engine
  private static let rows = 20_000

  init() throws { engine = try Engine(threads: 2) }

  private func sampler(_ mixture: Mixture, temperature: Double = 1) -> MixtureSampler {
    MixtureSampler(mixture, temperature: temperature, engine: engine)
  }

  /// Mean Σ π μ and covariance Σ π (Σ + μ·μᵀ) − m·mᵀ. The mean of N draws is off by s/√N, s being
  /// measured on them, and so are the means of products.
  @Test(arguments: [MixtureFitTests.apart, MixtureFitTests.near])
  func meanAndCovariance(mixture: Mixture) throws {
    let draws = try sampler(mixture).draw(0..<Self.rows, seed: 3).map(Double.init)
    let (d, n) = (mixture.dimensions, Double(Self.rows))
    func average(_ value: (Int) -> Double) -> (mean: Double, error: Double) {
      let values = (0..<Self.rows).map(value)
      let mean = values.reduce(0, +) / n
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      return (mean, (variance / n).squareRoot())
    }
    func expected(_ value: (Int) -> Double) -> Double {
      (0..<mixture.count).reduce(0) { $0 + Double(mixture.weights[$1]) * value($1) }
    }
    let means = (0..<d).map { i in expected { Double(mixture.means[$0 * d + i]) } }
    for i in 0..<d {
      let found = average { draws[$0 * d + i] }
      #expect(abs(found.mean - means[i]) < 6 * found.error)
      for j in 0...i {
        let covariance = expected { k in
          mixture.covariance(k)[i][j]
            + (Double(mixture.means[k * d + i]) - means[i])
            * (Double(mixture.means[k * d + j]) - means[j])
        }
        let found = average { (draws[$0 * d + i] - means[i]) * (draws[$0 * d + j] - means[j]) }
        #expect(abs(found.mean - covariance) < 6 * found.error)
      }
    }
  }

  /// Without deviations a draw is a mean, each as often as its weight says; none of weight 0. Weights are
  /// divided by their sum.
  @Test func componentsComeByTheirWeights() throws {
    let mixture = Mixture(
      dimensions: 1, weights: [0, 0.25, 0, 0.7505, 0], means: [0, 1, 2, 3, 4],
      spread: .deviations([1, 1, 1, 1, 1]))
    let draws = try sampler(mixture, temperature: 0).draw(0..<Self.rows, seed: 3)
    let (n, p) = (Double(Self.rows), 0.25 / 1.0005)
    #expect(Set(draws) == [1, 3])
    let ones = Double(draws.count { $0 == 1 })
    #expect(abs(ones - n * p) < 6 * (n * p * (1 - p)).squareRoot())
  }

  @Test func rowsAreDrawnAlone() throws {
    let sampler = sampler(MixtureFitTests.near)
    let whole = try sampler.draw(0..<100, seed: 1)
    #expect(try sampler.draw(41..<100, seed: 1) == Array(whole[(41 * 5)...]))
    #expect(try sampler.draw(0..<100, seed: 2) != whole)
  }

  @Test func drawsBeyondSinglePrecisionAreRefused() {
    let mixture = Mixture(
      dimensions: 1, weights: [1], means: [0], spread: .factors([1e10]))
    #expect {
      _ = try sampler(mixture, temperature: 1e30).draw(5..<6, seed: 1)
    } throws: {
      "\($0)".hasPrefix("row 5: 'z' would be ")
        && "\($0)".hasSuffix("inf: the temperature is too high for this prior")
    }
  }

  /// The aggregate posterior of 50 rows, all or the 20 with the least random numbers, however they come.
  @Test(arguments: [50, 20, 1])
  func anAggregateKeepsTheRowsOfTheLeastNumbers(limit: Int) throws {
    let means = (0..<150).map { Float($0) }
    let logVariances = (0..<150).map { Float($0 - 75) }
    let key = NoiseKey(seed: 5, purpose: .shuffle)
    let least = (0..<50).sorted { Philox.word($0, key) < Philox.word($1, key) }
    let rows = least.prefix(limit).sorted()
    for cuts in [[0, 150], [0, 3, 60, 63, 150]] {
      var fit = AggregateFit(dimensions: 3, limit: limit, seed: 5)
      for (a, b) in zip(cuts, cuts.dropFirst()) {
        fit.add(Array(means[a..<b]), Array(logVariances[a..<b]))
      }
      let prior = try fit.prior()
      #expect(prior.rows == 50 && prior.seed == 5 && prior.mixture.count == limit)
      #expect(prior.mixture.weights == [Float](repeating: 1 / Float(limit), count: limit))
      #expect(prior.mixture.means == rows.flatMap { means[3 * $0..<3 * $0 + 3] })
      let deviations = rows.flatMap { row in
        (0..<3).map { deviation(logVariances[3 * row + $0]) }
      }
      #expect(prior.mixture.spread == .deviations(deviations))
    }
  }

  /// Cut off as everywhere else.
  private func deviation(_ logVariance: Float) -> Float {
    Float(exp(Double(min(max(logVariance, -30), 20)) / 2))
  }
}
