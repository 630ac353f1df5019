import Foundation
import Kernels
import Testing

/// Draws and means of every likelihood.
@Suite struct LikelihoodSampleTests {
  private static let count = 40_000

  /// - Returns: draws, all from the same outputs, over many examples and 5 pixels.
  private func draws(
    _ likelihood: Likelihood, _ output: Float, log: Float = 0, _ kernels: Kernels
  ) -> [Double] {
    let (pixels, batch) = (5, Self.count / 5)
    let outputs = Matrix(rows: pixels * likelihood.outputsPerPixel, columns: batch)
    outputs.rowMajor = (0..<outputs.rows * batch).map { $0 < pixels * batch ? output : log }
    let result = Matrix(rows: pixels, columns: batch)
    kernels.likelihoodSample(
      outputs: outputs.panels, examples: rowIndices(from: 0, count: batch),
      key: NoiseKey(seed: 3, purpose: .likelihood), result: result.panels, likelihood: likelihood,
      logScale: log, panels: 0..<Panels.panels(batch))
    return result.rowMajor.map(Double.init)
  }

  /// Kolmogorov and Smirnov: the greatest distance from the distribution function, times √n, is above
  /// 2.3 once in 20,000 samples.
  private func check(_ draws: [Double], _ distribution: (Double) -> Double, _ place: String) {
    let count = Double(draws.count)
    var worst = 0.0
    for (index, x) in draws.sorted().enumerated() {
      let exact = distribution(x)
      worst = max(worst, abs(exact - Double(index) / count), abs(exact - Double(index + 1) / count))
    }
    #expect(worst * count.squareRoot() < 2.3, "\(place)")
  }

  @Test(arguments: paths.indices)
  func continuousOnesFollowTheirDistribution(path: Int) {
    let (mean, log) = (0.3, -1.2)
    for spread in [Spread.fixed(Float(exp(log))), .shared, .perPixel] {
      check(
        draws(.gaussian(spread), Float(mean), log: Float(log), paths[path]),
        { 0.5 * erfc((mean - $0) / sqrt(2 * exp(log))) }, "gaussian \(spread)")
      check(
        draws(.laplace(spread), Float(mean), log: Float(log), paths[path]),
        {
          let t = ($0 - mean) / exp(log)
          return t < 0 ? 0.5 * exp(t) : 1 - 0.5 * exp(-t)
        }, "laplace \(spread)")
    }
    for logit in [-80, -6, -0.4, -1e-3, 0, 1e-7, 0.2, 3, 80] {
      check(
        draws(.continuousBernoulli, Float(logit), paths[path]),
        { logit == 0 ? $0 : expm1(logit * $0) / expm1(logit) }, "continuous bernoulli \(logit)")
    }
  }

  /// The distribution function of log-cosh by the trapezoidal rule: with 4,000 steps over ±20 deviations
  /// of a smooth density, far closer than the test can see.
  @Test(arguments: paths.indices, [0.05, 0.5, 1, 2, 30])
  func logCoshFollowsItsDistribution(path: Int, sharpness: Double) {
    let likelihood = Likelihood.logCosh(sharpness: Float(sharpness))
    let reference = LikelihoodReference(likelihood: likelihood, pixel: 0)
    let (reach, steps) = (20 * max(1, 1 / sharpness.squareRoot()), 4000)
    let step = 2 * reach / Double(steps)
    var sums = [0.0]
    for index in 0..<steps {
      let x = -reach + Double(index) * step
      sums.append(
        sums[index] + exp(-reference.loss(x, log: 0)) + exp(-reference.loss(x + step, log: 0)))
    }
    check(
      draws(likelihood, 0.25, paths[path]),
      { draw in
        let place = min(max((draw - 0.25 + reach) / step, 0), Double(steps) - 1)
        let (below, above) = (sums[Int(place)], sums[Int(place) + 1])
        return (below + (above - below) * (place - place.rounded(.down))) / sums[steps]
      }, "sharpness \(sharpness)")
  }

  /// Draws of 0 and 1, and of bytes: each value as often as its probability says, within five standard
  /// errors; and their mean is that of `likelihoodMean`.
  @Test(arguments: paths.indices)
  func discreteOnesHaveTheirProbabilities(path: Int) {
    for output in [-80, -1, 0.3, 80] as [Float] {
      let probability = 1 / (1 + exp(-Double(output)))
      let found = draws(.bernoulli, output, paths[path])
      #expect(found.allSatisfy { $0 == 0 || $0 == 1 })
      let error = sqrt(probability * (1 - probability) / Double(Self.count))
      #expect(
        abs(found.reduce(0, +) / Double(Self.count) - probability) <= 5 * error + 1e-12)
    }
    for (location, log) in [(0.5, -3), (0.02, -4), (-0.5, 0), (0.9, -6.5), (2, 1)]
      as [(Float, Float)]
    {
      let likelihood = Likelihood.discretisedLogistic(.shared)
      var counts = [Double](repeating: 0, count: 256)
      for draw in draws(likelihood, location, log: log, paths[path]) {
        let bin = Int((draw * 255).rounded())
        #expect(Float(draw) == Float(bin) / 255)
        counts[bin] += 1
      }
      for (bin, found) in counts.enumerated() {
        let expected = Self.probability(bin, location, log) * Double(Self.count)
        #expect(abs(found - expected) < 5 * max(1, expected).squareRoot() + 1)
      }
    }
  }

  private static func probability(_ bin: Int, _ location: Float, _ log: Float) -> Double {
    let reference = LikelihoodReference(
      likelihood: .discretisedLogistic(.shared), pixel: Double(bin) / 255)
    return exp(-reference.loss(Double(location), log: Double(log)))
  }

  /// Counts as often as their probabilities say, within five standard errors, on both sides of the rate where the
  /// algorithm changes; of large rates mean and variance: that of n draws of variance λ errs by λ·√(2/n).
  @Test(arguments: paths.indices)
  func countsHaveTheirProbabilities(path: Int) {
    for rate in [1e-4, 0.3, 4, 9.9, 10.1, 25, 300, 1e4, 1e6] {
      let found = draws(.poisson, Float(log(rate)), paths[path])
      #expect(found.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
      let number = Double(Self.count)
      let mean = found.reduce(0, +) / number
      // The rate is exp of a float: its relative error is that of log λ, half a unit.
      let error = rate * (log(rate).magnitude + 1) * 8 * halfUlp
      #expect(abs(mean - rate) <= 5 * sqrt(rate / number) + error, "\(rate)")
      let variance = found.reduce(0) { $0 + ($1 - rate) * ($1 - rate) } / number
      let spread = sqrt((2 * rate * rate + rate) / number)
      #expect(abs(variance - rate) <= 5 * spread + error, "\(rate)")
      guard rate < 1000 else { continue }
      var counts: [Int: Double] = [:]
      for draw in found { counts[Int(draw), default: 0] += 1 }
      for k in 0..<Int(rate + 12 * sqrt(rate) + 10) {
        let expected = number * exp(Double(k) * log(rate) - rate - lgamma(Double(k) + 1))
        #expect(
          abs((counts[k] ?? 0) - expected) < 5 * max(1, expected).squareRoot() + 1, "\(rate), \(k)")
      }
    }
    #expect(draws(.poisson, .nan, paths[path]).allSatisfy { $0.isNaN })
  }

  /// The means: of a sum over bins each of whose 255 terms errs by 8 units of 2⁻²⁴ in σ and by that of
  /// its argument, at most 255 roundings of the sum; of the others as their losses' slopes err.
  @Test(arguments: paths.indices)
  func means(path: Int) {
    func mean(_ likelihood: Likelihood, _ outputs: [Float], log: Float = 0) -> [Float] {
      let source = Matrix(rows: outputs.count, columns: 1)
      source.rowMajor = outputs
      let result = Matrix(rows: outputs.count / likelihood.outputsPerPixel, columns: 1)
      paths[path].likelihoodMean(
        outputs: source.panels, result: result.panels, likelihood: likelihood, logScale: log,
        panels: 0..<1)
      return result.rowMajor
    }
    let logits: [Float] = [-80, -5, -1.01, -0.99, -1e-3, 0, 0.5, 2, 80]
    for (l, found) in zip(logits, mean(.bernoulli, logits)) {
      #expect(abs(Double(found) - 1 / (1 + exp(-Double(l)))) < 10 * halfUlp)
    }
    for (l, found) in zip(logits, mean(.continuousBernoulli, logits)) {
      let x = Double(l)
      let exact = abs(x) < 0.01 ? 0.5 + x / 12 : 1 / -expm1(-x) - 1 / x
      #expect(abs(Double(found) - exact) < 12 * halfUlp)
    }
    let locations: [Float] = [-1, 0.001, 0.4, 0.5, 0.999, 3]
    for likelihood in [
      Likelihood.gaussian(.shared), .laplace(.fixed(2)), .logCosh(sharpness: 3),
    ] {
      #expect(mean(likelihood, locations) == locations)
    }
    #expect(mean(.gaussian(.perPixel), locations + locations) == locations)
    for log in [-6.5, -3, 0, 4] as [Float] {
      let logs = locations.map { _ in log }
      let found = mean(.discretisedLogistic(.perPixel), locations + logs)
      #expect(mean(.discretisedLogistic(.shared), locations, log: log) == found)
      for (location, value) in zip(locations, found) {
        let exact = (1..<256).reduce(0) {
          $0 + Double($1) / 255 * Self.probability($1, location, log)
        }
        // The slopes of 255 neighbouring σ add up to at most 255, whatever the scale.
        let argument = 6 * (abs(Double(location)) + 1) * halfUlp
        #expect(abs(Double(value) - exact) < (8 + 255) * halfUlp + argument)
      }
    }
  }

  /// The same bits on each instruction set, on a batch that divides nothing, and whatever the cut.
  @Test func bitsAreTheSame() {
    let batch = 45
    for likelihood in LikelihoodTests.plain + LikelihoodTests.scaled.map({ $0(.perPixel) }) {
      var numbers = Numbers(2)
      let outputs = numbers.matrix(rows: 7 * likelihood.outputsPerPixel, columns: batch)
      var first: [[Float]]?
      for kernels in paths {
        for parts in [[0..<2], [0..<1, 1..<2]] {
          let (mean, draw) = (Matrix(rows: 7, columns: batch), Matrix(rows: 7, columns: batch))
          for part in parts {
            kernels.likelihoodMean(
              outputs: outputs.panels, result: mean.panels, likelihood: likelihood, logScale: 0,
              panels: part)
            kernels.likelihoodSample(
              outputs: outputs.panels, examples: rowIndices(from: 0, count: batch),
              key: NoiseKey(seed: 1, purpose: .likelihood), result: draw.panels,
              likelihood: likelihood, logScale: 0, panels: part)
          }
          let both = [mean.rowMajor, draw.rowMajor]
          if let first { #expect(first == both) }
          first = first ?? both
        }
      }
    }
  }
}
