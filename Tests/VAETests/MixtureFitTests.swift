import Foundation
import InstructionSets
import Kernels
import LatentFits
import Networks
import Testing

/// Mixtures of normal distributions, fitted to draws from known ones.
@Suite struct MixtureFitTests {
  /// Three components of two dimensions, 20 deviations and more apart.
  static let apart = Mixture(
    dimensions: 2, weights: [0.5, 0.3, 0.2], means: [0, 0, 40, 10, -30, 60],
    spread: .factors([1, 0, 0.5, 2, 0.5, 0, -0.5, 0.25, 2, 0, 0, 1]))
  /// Two that overlap, far from the origin, of five dimensions.
  static let near = Mixture(
    dimensions: 5, weights: [0.4, 0.6], means: [90, 0, 0, 0, 0, 91, 1, -1, 0, 0.5],
    spread: .deviations([1, 1, 1, 1, 1, 0.5, 1, 2, 1, 1]))
  static let rows = 6000

  private func draws(_ mixture: Mixture, rows: Int = rows) throws -> [Float] {
    try MixtureSampler(mixture, temperature: 1, engine: Engine(threads: 2)).draw(0..<rows, seed: 9)
  }

  private func fit(
    _ values: [Float], _ dimensions: Int, _ count: Int, tolerance: Double = 1e-4,
    engine: Engine? = nil, watch: @escaping (Int, Int, Double) -> Void = { _, _, _ in }
  ) throws -> (prior: PriorFile, notes: [String]) {
    let fit = try MixtureFit(
      values, dimensions: dimensions, engine: engine ?? Engine(threads: 2), watch: watch)
    var settings = MixtureFit.Settings()
    settings.tolerance = tolerance
    var notes: [String] = []
    let prior = try fit.fit(count, settings) { notes.append($0) }
    return (prior, notes)
  }

  /// The value of an iteration is the sum of logarithms of sums of K exponentials in single precision.
  /// Each is off by 2 units in the last place and by what rounding its argument to 2⁻²⁴ does, at most
  /// 2⁻²⁴/e beside a sum of at least 1; the division by the sum and its rounding add one unit more. So the
  /// logarithm is off by 3·2⁻²³ + 3·2⁻²⁴/e < 5e-7, and the difference of two by less than 1e-6.
  @Test func noIterationLowersTheLikelihood() throws {
    var values: [Int: [Double]] = [:]
    _ = try fit(draws(Self.near), 5, 3, tolerance: 1e-5) { start, _, value in
      values[start, default: []].append(value)
    }
    #expect(values.count == 3)
    for start in values.values {
      #expect(start.count > 10)
      for (before, after) in zip(start, start.dropFirst()) { #expect(after > before - 1e-6) }
      #expect(start[start.count - 1] > start[0] + 0.01)
    }
  }

  /// All rows that came of a component are its own when they are so far apart. Of n rows the mean is off by
  /// s/√n, a covariance by √((s₁²s₂² + c²)/n), a weight by √(p(1 − p)/N); six times that is exceeded in two
  /// cases of a billion. The smoothing adds less: 1e-6 of a variance of all rows below 1,000.
  @Test func componentsFarApartAreFound() throws {
    let (prior, notes) = try fit(draws(Self.apart), 2, 3)
    let (found, n) = (prior.mixture, Double(Self.rows))
    #expect(notes == [] && found.count == 3 && prior.rows == Self.rows)
    let order = (0..<3).sorted { found.weights[$0] > found.weights[$1] }
    for (k, place) in order.enumerated() {
      let p = Double(Self.apart.weights[k])
      #expect(abs(Double(found.weights[place]) - p) < 6 * (p * (1 - p) / n).squareRoot())
      let (a, b) = (Self.apart.covariance(k), found.covariance(place))
      for i in 0..<2 {
        let distance = Double(found.means[place * 2 + i] - Self.apart.means[k * 2 + i])
        #expect(abs(distance) < 6 * (a[i][i] / (0.9 * n * p)).squareRoot())
        for j in 0..<2 {
          let variance = a[i][i] * a[j][j] + a[i][j] * a[i][j]
          let tolerance = 6 * (variance / (0.9 * n * p)).squareRoot() + 1e-3
          #expect(abs(b[i][j] - a[i][j]) < tolerance)
        }
      }
    }
  }

  @Test func theCriterionPicksTheirNumber() throws {
    let values = try draws(Self.apart)
    let criteria = try (1...5).map { try fit(values, 2, $0).prior.criterion ?? .infinity }
    #expect(criteria.firstIndex(of: criteria.min() ?? 0) == 2)
  }

  /// The likelihood and the criterion, from the numbers of the file in Double. Rounding them to single
  /// precision moves a whitened number by 2⁻²⁴·|μ|/σ, with 90 + 20 for the mean and the draws, and its
  /// half square by 4 times as much at the most of what counts: 4·110·6e-8 < 3e-5. The sums of
  /// exponentials are off by 5e-7, as above.
  @Test(arguments: [1, 2, 3])
  func theLikelihoodIsThatOfTheFile(count: Int) throws {
    let values = try draws(Self.near)
    let prior = try fit(values, 5, count).prior
    let expected = prior.mixture.logLikelihood(of: values)
    let found = try #require(prior.logLikelihood)
    #expect(abs(found - expected) < 3e-5)
    let n = Double(Self.rows)
    let parameters = Double(count - 1 + count * (5 + 15))
    let criterion = try #require(prior.criterion)
    // Terms below 1e6 in Double, and a logarithm that is off in its last bit.
    #expect(abs(criterion - (-2 * n * found + parameters * log(n))) < 1e-8)
  }

  /// A fit of one component is the normal distribution that is fitted directly, but for the smoothing:
  /// 1e-6 of the variance, half of that in the likelihood for each of five dimensions and their
  /// correlations, and the exponentials' rounding.
  @Test func oneComponentIsANormalDistribution() throws {
    let values = try draws(Self.near)
    var gaussian = GaussianFit(dimensions: 5)
    gaussian.add(values)
    let (a, b) = (try gaussian.prior(seed: 1), try fit(values, 5, 1).prior)
    for (x, y) in zip(a.mixture.means, b.mixture.means) { #expect(abs(x - y) <= x.ulp) }
    for (x, y) in zip(a.mixture.covariance(0), b.mixture.covariance(0)) {
      for (x, y) in zip(x, y) { #expect(abs(x - y) < 1e-5) }
    }
    let (p, q) = (try #require(a.logLikelihood), try #require(b.logLikelihood))
    #expect(abs(p - q) < 1e-5 && abs(p - a.mixture.logLikelihood(of: values)) < 3e-5)
  }

  /// 1,000 rows are no whole number of blocks.
  @Test func theSameBitsEverywhere() throws {
    let values = try draws(Self.near, rows: 1000)
    let first = try fit(
      values, 5, 3, engine: Engine(kernels: InstructionSet.v3.kernels, threads: 1)
    ).prior
    for kernels in paths {
      for threads in 1...3 {
        let engine = Engine(kernels: kernels, threads: threads)
        let prior = try fit(values, 5, 3, engine: engine).prior
        #expect(prior.mixture == first.mixture && prior.logLikelihood == first.logLikelihood)
      }
    }
  }

  /// A number that never changes, and one that is twice another.
  @Test func dependentNumbers() throws {
    let values = try draws(Self.apart, rows: 500)
    let rows = stride(from: 0, to: 1000, by: 2).flatMap { index -> [Float] in
      [values[index], 7, 2 * values[index], values[index + 1]]
    }
    let prior = try fit(rows, 4, 3).prior
    #expect(prior.logLikelihood?.isFinite == true && prior.criterion?.isFinite == true)
    guard case .factors(let factors) = prior.mixture.spread else {
      Issue.record("no factors")
      return
    }
    #expect(factors.allSatisfy { $0.isFinite })
    for k in 0..<3 {
      #expect(prior.mixture.means[k * 4 + 1] == 7)
      for j in 0..<4 { #expect(factors[k * 16 + 4 + j] == 0 && factors[k * 16 + j * 4 + 1] == 0) }
    }
  }

  /// Three components from rows of which there are two, and one component a row.
  @Test func fewDifferentRows() throws {
    let rows: [Float] = [1, 2, 1, 2, 5, 0, 5, 0, 5, 0]
    let (prior, notes) = try fit(rows, 2, 3)
    #expect(notes == ["only 2 different rows, so as many components"])
    let pairs = zip(prior.mixture.weights, stride(from: 0, to: 4, by: 2))
    let found = pairs.map { ($0, prior.mixture.means[$1]) }.sorted { $0.1 < $1.1 }
    // The shares of the other component are zero in single precision.
    #expect(found.map(\.0) == [0.4, 0.6] && found.map(\.1) == [1, 5])
    let each = try fit([0, 1, 10], 1, 3)
    #expect(each.prior.mixture.means.sorted() == [0, 1, 10])
    #expect(each.prior.logLikelihood?.isFinite == true)
  }

  @Test(
    arguments: [
      ([1, 2, 1, 2, 1, 2], 2, 1, "all 3 rows are equal: there is nothing to fit a mixture to"),
      ([1, 2, 3, 4], 2, 3, "2 rows, expected at least 3 for as many components"),
      ([], 2, 1, "no rows in the stream"),
    ] as [([Float], Int, Int, String)])
  func refusals(_ rows: [Float], _ dimensions: Int, _ count: Int, _ message: String) {
    #expect {
      _ = try fit(rows, dimensions, count)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func tooManyCovariances() {
    #expect {
      try MixtureFit.checkSize(1000, dimensions: 64)
    } throws: {
      "\($0)" == "1000 covariances of 64 dimensions are too many: "
        + "use fewer components, or fewer dimensions"
    }
    #expect(throws: Never.self) { try MixtureFit.checkSize(1000, dimensions: 63) }
    #expect(throws: VAEError.self) { try MixtureFit.checkSize(1000, dimensions: 1 << 31) }
  }

  /// Against the C library's, whose error is below one unit in the last place.
  @Test func theLogarithm() {
    for exponent in -1000...1000 {
      let x = Double(
        sign: .plus, exponent: exponent, significand: 1 + Double(exponent + 1000) / 2001)
      #expect(abs(portableLog(x) - log(x)) <= 2 * log(x).ulp)
    }
    #expect(portableLog(1) == 0)
    // Beside 1, log(1 + e) = e − e²/2.
    #expect(abs(portableLog(1 + 0x1p-30) - (0x1p-30 - 0x1p-61)) <= 0x1p-82)
  }
}
