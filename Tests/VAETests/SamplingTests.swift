import InstructionSets
import Kernels
import LatentFits
import Networks
import TensorIO
import Testing
import VAE

/// Draws of z: from the prior, and from a normal distribution that is fitted to codes.
@Suite struct SamplingTests {
  private let engine: Engine
  private static let rows = 4000

  init() throws { engine = try Engine(threads: 2) }

  private func model(_ bottleneck: some Bottleneck) -> Model {
    Case("prior", [3, 7], .mlp([5], .tanh), bottleneck).model(engine.kernels)
  }

  /// The counts of each variable's codes, `[variables][codes]`, against their probabilities: within five
  /// standard deviations of the binomial distribution, so one draw of 10⁶ is outside.
  private func expectFrequencies(_ codes: [Int32], _ probabilities: [[Double]]) {
    let variables = probabilities.count
    #expect(codes.count == Self.rows * variables)
    let n = Double(Self.rows)
    for (variable, row) in probabilities.enumerated() {
      for (code, p) in row.enumerated() {
        let count = (0..<Self.rows).count { codes[$0 * variables + variable] == code }
        #expect(abs(Double(count) - n * p) <= 5 * (n * p * (1 - p)).squareRoot())
      }
    }
  }

  @Test func categoriesAreUniform() throws {
    let prior = try Prior(
      model(.categorical(.init(variables: 3, categories: 5))), temperature: 1, engine: engine)
    let draws = prior.draw(0..<Self.rows, seed: 4)
    let codes = try #require(draws.codes)
    expectFrequencies(codes, [[Double]](repeating: [Double](repeating: 0.2, count: 5), count: 3))
    for (index, code) in codes.enumerated() {
      #expect(draws.z[index * 5..<index * 5 + 5].map { $0 } == (0..<5).map { $0 == code ? 1 : 0 })
    }
  }

  @Test func codesFollowTheFittedPrior() throws {
    let model = model(.quantized(.init(variables: 2, codes: 3, size: 2)))
    let codebook = try #require(model.codebook)
    codebook.vectors = [0, 1, 2, 3, 4, 5]
    codebook.prior = [0.5, 0.25, 0.25, 0, 0.875, 0.125]
    let draws = try Prior(model, temperature: 1, engine: engine).draw(0..<Self.rows, seed: 4)
    let codes = try #require(draws.codes)
    expectFrequencies(codes, [[0.5, 0.25, 0.25], [0, 0.875, 0.125]])
    #expect(draws.z == codes.flatMap { [Float(2 * $0), Float(2 * $0 + 1)] })
  }

  /// The normal part above the categories.
  @Test func partsOfAJointPrior() throws {
    let prior = try Prior(
      model(.joint(size: 2, .init(variables: 1, categories: 4))), temperature: 0.5, engine: engine)
    let draws = prior.draw(0..<Self.rows, seed: 4)
    expectFrequencies(try #require(draws.codes), [[Double](repeating: 0.25, count: 4)])
    #expect(prior.width == 6)
    let n = Double(Self.rows)
    for j in 0..<2 {
      let values = (0..<Self.rows).map { Double(draws.z[$0 * 6 + j]) }
      let mean = values.reduce(0, +) / n
      let variance = values.reduce(0) { $0 + $1 * $1 } / n
      // Five standard deviations of the mean, 0.5/√n, and of the variance, 0.25·√(2/n).
      #expect(abs(mean) < 5 * 0.5 / n.squareRoot())
      #expect(abs(variance - 0.25) < 5 * 0.25 * (2 / n).squareRoot())
    }
  }

  /// A row's draw depends on its number alone.
  @Test(
    arguments: [
      GaussianBottleneck(size: 3), CategoricalBottleneck(variables: 2, categories: 3),
      JointBottleneck(size: 3, .init(variables: 2, categories: 3)),
      VectorQuantizedBottleneck(variables: 3, codes: 4, size: 2),
    ] as [any Bottleneck])
  func rowsAreDrawnAlone(bottleneck: any Bottleneck) throws {
    let prior = try Prior(model(bottleneck), temperature: 1, engine: engine)
    let whole = prior.draw(0..<100, seed: 1)
    let part = prior.draw(41..<100, seed: 1)
    #expect(Array(whole.z[(41 * prior.width)...]) == part.z)
    #expect(prior.draw(0..<100, seed: 2).z != whole.z || model(bottleneck).codebook != nil)
    #expect(whole.z.count == 100 * prior.width)
  }

  @Test func anAutoencoderHasNone() throws {
    #expect(throws: VAEError.self) {
      _ = try Prior(model(.none(size: 2)), temperature: 1, engine: engine)
    }
  }

  /// The factor of the covariance, against sums over all pairs in Double; the rows are far from the
  /// origin.
  @Test func fitIsTheSampleCovariance() throws {
    let factor: [Double] = [2, 0, 0, -1, 0.5, 0, 0.3, 0.2, 0.1]
    let mean = [1e4, -3, 0.25]
    let mixture = Mixture(
      dimensions: 3, weights: [1], means: mean.map(Float.init),
      spread: .factors(factor.map(Float.init)))
    let rows = try MixtureSampler(mixture, temperature: 1, engine: engine)
      .draw(0..<Self.rows, seed: 4)
    var fit = GaussianFit(dimensions: 3)
    fit.add(Array(rows[..<3000]))
    fit.add(Array(rows[3000...]))
    let found = try fit.factors()
    let n = Double(Self.rows)
    func covariance(_ factor: [Double], _ i: Int, _ j: Int) -> Double {
      (0..<3).reduce(0) { $0 + factor[i * 3 + $1] * factor[j * 3 + $1] }
    }
    for i in 0..<3 {
      let average = (0..<Self.rows).reduce(0) { $0 + Double(rows[$1 * 3 + i]) } / n
      #expect(abs(found.mean[i] - average) < 1e-9 * max(1, abs(average)))
      // Five standard deviations of a mean.
      #expect(abs(found.mean[i] - mean[i]) < 5 * (covariance(factor, i, i) / n).squareRoot())
      for j in 0...i {
        let exact =
          (0..<Self.rows).reduce(0.0) {
            $0 + (Double(rows[$1 * 3 + i]) - found.mean[i])
              * (Double(rows[$1 * 3 + j]) - found.mean[j])
          } / n
        // Sums of 4000 numbers below 100 in Double.
        #expect(abs(covariance(found.factor, i, j) - exact) < 1e-9)
        // The variance of a covariance of normals is (cᵢᵢcⱼⱼ + cᵢⱼ²)/n.
        let expected = covariance(factor, i, j)
        let spread = covariance(factor, i, i) * covariance(factor, j, j) + expected * expected
        #expect(abs(exact - expected) < 5 * (spread / n).squareRoot())
      }
    }
  }

  /// A number that another determines, and one that never changes.
  @Test func fitOfDependentNumbers() throws {
    var fit = GaussianFit(dimensions: 3)
    fit.add([1, 2, 7, 3, 6, 7, -2, -4, 7])
    let (mean, factor) = try fit.factors()
    #expect(abs(mean[1] - 2 * mean[0]) < 1e-12 && mean[2] == 7)
    #expect(abs(factor[3] - 2 * factor[0]) < 1e-12)
    #expect(factor[4] == 0 && factor[8] == 0)
  }

  @Test func fitNeedsTwoRows() {
    var fit = GaussianFit(dimensions: 2)
    fit.add([1, 2])
    #expect {
      _ = try fit.factors()
    } throws: {
      "\($0)" == "1 rows, expected at least 2 to fit a normal distribution to"
    }
  }
}
