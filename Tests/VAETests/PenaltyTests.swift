import Foundation
import InstructionSets
import Kernels
import Networks
import TensorIO
import Testing
import Training
import VAE
import Words

/// What penalties are for codes whose distribution is known.
@Suite struct PenaltyTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  /// The penalties of some batches under a model whose posterior is N(shift, I) whatever it reads: the
  /// weights of its encoder are zero.
  private func penalties(
    _ objective: String, shift: Float, batches: Int, rows: Int = 64
  ) throws -> [Double] {
    let test = Case("codes", [3, 7], .mlp([], .relu), .gaussian(size: 4), rows: rows) {
      $0.objective.codes = LatentObjectives.words.value(of: objective)!
    }
    let model = Model(test.configuration)
    let means = [Float](repeating: shift, count: 4)
    model.encoder.affineLayers[0].bias.elements = means + [Float](repeating: 0, count: 4)
    let workspace = Workspace(
      model, settings: test.settings, size: rows, training: true, engine: engine)
    let data = try test.data()
    let order = (0..<UInt32(rows)).map { $0 }
    return (1...batches).map {
      workspace.forward(data, rows: order[...], epoch: $0, training: true).meanPenalty
    }
  }

  private func moments(_ values: [Double]) -> (mean: Double, error: Double) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, (variance / n).squareRoot())
  }

  /// Zero in expectation for codes from the prior, within six standard errors, and far from it for
  /// others.
  @Test(arguments: ["wae-rbf:1", "wae-imq:1"])
  func theDiscrepancyOfThePriorIsZero(_ objective: String) throws {
    let (mean, error) = moments(try penalties(objective, shift: 0, batches: 200))
    #expect(abs(mean) < 6 * error)
    let (shifted, shiftedError) = moments(try penalties(objective, shift: 1, batches: 20))
    #expect(shifted > 30 * error && shifted > 10 * shiftedError)
  }

  /// With the gaussian kernel the expectation is known: E k(x, y) = (1 + 4/w)^(−d/2)·exp(−|m|²/(w + 4)) for
  /// x − y from N(m, 2I), w = 2d (a Gaussian integral).
  @Test func theDiscrepancyOfAShift() throws {
    let (mean, error) = moments(try penalties("wae-rbf:1", shift: 0.5, batches: 200))
    let (d, w) = (4.0, 8.0)
    let same = pow(1 + 4 / w, -d / 2)
    let expected = 2 * same * (1 - exp(-d * 0.25 / (w + 4)))
    #expect(abs(mean - expected) < 6 * error && error < expected / 20)
  }

  /// The distance of two finite samples is not 0. On any direction both are N(0, 1); the i-th smallest of each
  /// have the same mean m_i, so that E(x_(i) − y_(i))² = 2 Var x_(i), and the mean over i is 2 (1 − Σ m_i²/n),
  /// which falls with n. A shift s of all d numbers adds E(s·Σθ)² = s² for a direction θ of length 1.
  @Test(arguments: [2, 8, 64])
  func theSlicedDistanceOfThePrior(_ rows: Int) throws {
    let squares = (0..<rows).reduce(0) { $0 + pow(meanOfSmallest($1, of: rows), 2) }
    let expected = 2 * (1 - squares / Double(rows))
    let none = moments(try penalties("swae:1,20", shift: 0, batches: 400, rows: rows))
    #expect(abs(none.mean - expected) < 6 * none.error && none.error < expected / 15)
    let shifted = moments(try penalties("swae:1,20", shift: 0.5, batches: 400, rows: rows))
    #expect(abs(shifted.mean - expected - 0.25) < 6 * shifted.error && shifted.error < 0.05)
  }

  /// The mean of the smallest but `index` of `count` normal numbers: the trapezoidal rule over its density.
  private func meanOfSmallest(_ index: Int, of count: Int) -> Double {
    let ways = lgamma(Double(count) + 1) - lgamma(Double(index) + 1) - lgamma(Double(count - index))
    return stride(from: -9.0, through: 9, by: 0.01).reduce(0) { sum, x in
      let (below, above) = (erfc(-x / 2.0.squareRoot()) / 2, erfc(x / 2.0.squareRoot()) / 2)
      let logDensity =
        ways + Double(index) * log(below) + Double(count - 1 - index) * log(above) - x * x / 2
      return sum + x * exp(logDensity) / (2 * Double.pi).squareRoot() * 0.01
    }
  }

  /// Means that do not vary have the covariance 0, draws of variance 1 the covariance I.
  @Test func covariances() throws {
    #expect(try penalties("dip1:5,3", shift: 2, batches: 1) == [12])
    // σ² = exp(0) = 1 exactly.
    #expect(try penalties("dip2:5,3", shift: 2, batches: 1) == [0])
  }
}
