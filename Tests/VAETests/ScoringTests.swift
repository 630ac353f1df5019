import Foundation
import InstructionSets
import Kernels
import TensorIO
import Testing
import VAE

/// Scores against likelihoods that are known.
@Suite struct ScoringTests {
  private let engine: Engine

  init() throws { engine = try Engine(threads: 2) }

  private func scores(_ test: LinearGaussian, _ draws: ScoringSettings.Draws) -> Scores {
    Scorer(test.model, settings: ScoringSettings(draws: draws, seed: 5), engine: engine)
      .score(test.tensor, labels: [], firstRow: 0)
  }

  /// Mean and standard error of log p(x) less its estimate.
  private func gap(_ test: LinearGaussian, _ estimates: [Float]?) throws -> (Double, error: Double)
  {
    let gaps = zip(test.logLikelihoods, try #require(estimates)).map { $0 - Double($1) }
    let n = Double(gaps.count)
    let mean = gaps.reduce(0, +) / n
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, (variance / n).squareRoot())
  }

  /// Where q is the posterior itself, every weight is p(x): one draw is enough, and all draws count.
  /// Terms are below 60 in all, of some 30 operations: an error of 60·30·2⁻²⁴ = 1.1e-4 at most.
  @Test(arguments: [1, 3, 64, 65])
  func aPerfectEncoderNeedsOneDraw(draws: Int) throws {
    let test = LinearGaussian(latent: 1, error: 0, rows: 77)
    let scores = scores(test, .importance(draws))
    for (exact, found) in zip(test.logLikelihoods, try #require(scores.logLikelihood)) {
      #expect(abs(exact - Double(found)) < 1.1e-4)
    }
    // Weights differ by a factor of 1 ± 2.2e-4, so their effective number is within 1e-7 of all.
    #expect(try #require(scores.effectiveSamples).allSatisfy { abs($0 - Float(draws)) < 1e-3 })
  }

  /// The bound rises with the draws, and comes to log p(x) from below. With an error of a half and of one
  /// deviation the weights have a finite variance, and the gap is about half of it over K (Burda et al.
  /// 2016, theorem 1; Nowozin 2018, proposition 1): a quarter for four times the draws. Six standard
  /// errors are left for chance.
  @Test(arguments: [(1, 1.0), (2, 0.5)])
  func theBoundRisesToTheLikelihood(latent: Int, error: Double) throws {
    let test = LinearGaussian(latent: latent, error: error, rows: 2000)
    var before = Double.infinity
    for draws in [1, 4, 16, 64, 256, 1024] {
      let scores = scores(test, .importance(draws))
      let (gap, error) = try gap(test, scores.logLikelihood)
      #expect(gap > -6 * error, "\(draws)")
      #expect(gap < before, "\(draws)")
      if draws == 1024 {
        let shares = try #require(scores.effectiveSamples).map { 1 / Double($0) - 1.0 / 1024 }
        let half = shares.reduce(0, +) / Double(shares.count) / 2
        #expect(half < 0.02 && gap < 2 * half + 6 * error)
      }
      before = gap
    }
  }

  /// E_q[log w] is the ELBO, and so is the estimate with one draw, on average.
  @Test func theELBOIsBelowByTheDivergenceFromThePosterior() throws {
    let test = LinearGaussian(latent: 1, error: 1, rows: 2000)
    let (gap, error) = try gap(test, scores(test, .posterior(50)).elbo)
    // KL(N(m + s, s²) ‖ N(m, s²)) = ½.
    #expect(abs(gap - 0.5) < 6 * error && error < 0.02)
    let one = try self.gap(test, scores(test, .importance(1)).logLikelihood)
    #expect(abs(one.0 - 0.5) < 6 * one.error)
  }

  /// Of categorical variables log p(x) is a sum over all their values, here by the model's own decoder
  /// for each.
  @Test func categoriesAreSummed() throws {
    let test = Case(
      "categories", [3, 5], .mlp([6], .tanh),
      .categorical(.init(variables: 2, categories: 3)), .bernoulli, rows: 9)
    let model = test.model(engine.kernels)
    let bits = test.bytes.map { $0 > 127 ? UInt8(255) : 0 }
    let x = Tensor("x", shape: [test.rows, 3, 5], bits)
    let settings = ScoringSettings(draws: .importance(4000), seed: 2)
    let scores = Scorer(model, settings: settings, engine: engine)
      .score(x, labels: [], firstRow: 0)
    var sums = [Double](repeating: 0, count: test.rows)
    let decoder = Decoder(model, engine: engine)
    for code in 0..<9 {
      var z = [Float](repeating: 0, count: 6)
      (z[code / 3], z[3 + code % 3]) = (1, 1)
      let means = try decoder.decode(
        Tensor("z", shape: [1, 6], z), labels: [], seed: nil, firstRow: 0
      ).elements(of: Float.self)
      for row in 0..<test.rows {
        let logs = means.indices.map { pixel in
          let p = Double(means[pixel])
          return log(bits[row * 15 + pixel] > 0 ? p : 1 - p)
        }
        sums[row] += exp(logs.reduce(0, +)) / 9
      }
    }
    for row in 0..<test.rows {
      // The estimate's relative error is 1/√ess of K, with weights of a few values; 6 of those.
      let effective = Double(try #require(scores.effectiveSamples)[row])
      let relative = (1 / effective - 1 / 4000).squareRoot()
      let found = Double(try #require(scores.logLikelihood)[row])
      #expect(abs(found - log(sums[row])) < 6 * relative + 1e-4, "\(row)")
      #expect(Double(try #require(scores.elbo)[row]) < log(sums[row]) + 1e-4)
    }
  }

  /// A row scores the same alone, among others, and with its number given.
  @Test(arguments: Case.bottlenecksAndLikelihoods)
  func rowsDoNotDependOnOthers(test: Case) throws {
    let model = test.model(engine.kernels)
    let x = Tensor("x", shape: [test.rows] + test.configuration.exampleShape, test.bytes)
    let labels = test.configuration.classes > 0 ? test.labels : []
    func run(_ rows: Range<Int>) throws -> [[Float]] {
      let scorer = Scorer(
        model, settings: ScoringSettings(draws: .importance(3), seed: 1), engine: engine)
      return scorer.score(
        x.rows(rows), labels: labels.isEmpty ? [] : Array(labels[rows]),
        firstRow: rows.lowerBound
      ).columns
    }
    let (whole, first, rest) = try (run(0..<test.rows), run(0..<3), run(3..<test.rows))
    #expect(zip(first, rest).map { $0 + $1 } == whole)
  }

  /// Means and their errors, in any cut.
  @Test func meansCountRows() throws {
    let values: [Float] = [3, 5, 10, 2, 1e6]
    var (whole, parts) = (MetricSums(), MetricSums())
    whole.add([values, values])
    for part in [values[..<1], values[1..<4], values[4...]] {
      parts.add([Array(part), Array(part)])
    }
    #expect(whole.mean(1) == 200_004 && parts.mean(1) == 200_004 && parts.rows == 5)
    let exact = values.reduce(0) { $0 + pow(Double($1) - 200_004, 2) } / 4
    #expect(abs(try #require(whole.standardError(0)) / (exact / 5).squareRoot() - 1) < 1e-12)
    var one = MetricSums()
    one.add([[7]])
    #expect(one.mean(0) == 7 && one.standardError(0) == nil)
  }

  /// A mean with an infinite number is infinite, wherever that stands, and has no error; the other columns are as
  /// ever.
  @Test(arguments: [0, 1, 2])
  func aMeanMayBeInfinite(_ place: Int) throws {
    var column: [Float] = [3, 5]
    column.insert(-.infinity, at: place)
    var sums = MetricSums()
    sums.add([column, [1, 2, 3]])
    #expect(sums.mean(0) == -.infinity && sums.standardError(0) == nil)
    #expect(sums.mean(1) == 2 && sums.standardError(1) == (1.0 / 3).squareRoot())
  }
}
