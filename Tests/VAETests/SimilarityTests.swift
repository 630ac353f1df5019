import Kernels
import LaneTypes
import Testing
import VAE

/// MS-SSIM as a loss, against its formula in Double.
@Suite struct SimilarityTests {
  static let shapes = [
    [1, 1], [1, 7], [5, 6], [6, 6, 2], [11, 12], [12, 13, 3], [23, 25], [22, 41, 2],
  ]

  /// What y is made of: x and noise, x alone, what is left of x to 1, or nothing of x.
  enum Pair: CaseIterable { case near, equal, opposite, far }

  private func images(_ pair: Pair, features: Int, rows: Int) -> (x: Matrix, y: Matrix) {
    let (x, y) = (
      Matrix(rows: features, columns: rows), Matrix(rows: features, columns: rows)
    )
    var state: UInt64 = 88
    func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) * 0x1p-24
    }
    for row in 0..<features {
      for n in 0..<rows {
        let (value, noise) = (next(), next())
        x[row, n] = value
        switch pair {
        case .near: y[row, n] = 0.7 * value + 0.3 * noise
        case .equal: y[row, n] = value
        case .opposite: y[row, n] = 1 - value
        case .far: y[row, n] = noise
        }
      }
    }
    return (x, y)
  }

  private func run(
    _ shape: [Int], _ x: Matrix, _ y: Matrix, weight: Double, kernels: Kernels
  ) -> (loss: Double, gradient: Matrix) {
    let configuration = Configuration(
      exampleShape: shape, network: Network(hidden: [], activation: .relu),
      bottleneck: .gaussian(size: 1), likelihood: .bernoulli)
    let pass = SimilarityLoss(weight: weight).pass(
      configuration, size: x.columns, training: true,
      engine: Engine(kernels: kernels, threads: 2))
    let gradient = Matrix(rows: x.rows, columns: x.columns)
    return (pass.run(y.panels, target: x.panels, gradient: gradient.panels), gradient)
  }

  /// With u = 2⁻²⁴, an average of numbers from 0 to 1 in two chains of 11 terms errs by less than 30u,
  /// numerator and denominator of contrast and structure by less than 150u, and their quotient, at most 1
  /// in magnitude, by 300u/D, D being the least denominator; the luminance adds less. log m then errs by that
  /// over m, or over the floor.
  ///
  /// The derivative by a pixel is a sum under the window of three terms, each at most 2/D over the number of
  /// positions, with that relative error twice, and that of the product; through the averages of pixels it
  /// gets no larger on the way to the finest scale.
  @Test(arguments: shapes, Pair.allCases)
  func matchesTheFormula(_ shape: [Int], _ pair: Pair) throws {
    let features = shape.reduce(1, *)
    let (rows, weight, u) = (shape[0] > 20 ? 2 : 35, 3.0, 0x1p-24)
    let channels = shape.count > 2 ? shape[2] : 1
    let (x, y) = images(pair, features: features, rows: rows)
    let results = paths.map { run(shape, x, y, weight: weight, kernels: $0) }
    for other in results.dropFirst() {
      #expect(other.loss == results[0].loss)
      #expect(other.gradient.rowMajor == results[0].gradient.rowMajor)
    }
    let (loss, gradient) = results[0]
    if pair == .equal { #expect(loss == 0) } else { #expect(loss > 0 && loss < 3 * Double(rows)) }

    func reference(_ n: Int, _ change: (inout [Double]) -> Void = { _ in }) -> ReferenceSimilarity {
      var image = (0..<features).map { Double(y[$0, n]) }
      change(&image)
      return ReferenceSimilarity(
        (0..<features).map { Double(x[$0, n]) }, image, height: shape[0], width: shape[1],
        channels: channels)
    }
    var (sum, bound, leastMean) = (0.0, 0.0, 1.0)
    for n in 0..<rows {
      let exact = reference(n)
      sum += weight * exact.loss
      var (relative, slope) = (0.0, 0.0)
      for channel in 0..<channels {
        var (own, ownSlope) = (0.0, 0.0)
        for (scale, exponent) in exact.exponents.enumerated() {
          let (m, d) = (exact.means[channel][scale], exact.leastDenominators[scale])
          leastMean = min(leastMean, m)
          own += exponent * 300 * u / d / max(m, 0.01) + 10 * u
          ownSlope += exponent / max(m, 0.01) * 6 / d * (600 * u / d + 600 * u / d / max(m, 0.01))
        }
        relative = max(relative, own)
        slope = max(slope, ownSlope + own * 6 / exact.leastDenominators.min()! * 100)
      }
      bound += weight * relative
      // A few pixels of each of a few images: all of them would take long.
      guard n % 17 == 0 else { continue }
      for pixel in stride(from: 0, to: features, by: max(1, features / 40)) {
        let step = 1e-6
        let above = reference(n) { $0[pixel] += step }.loss
        let below = reference(n) { $0[pixel] -= step }.loss
        let found = Double(gradient[pixel, n]) * Double(rows) / weight
        // The difference itself errs by 2⁻⁵² over the step, a few times.
        let tolerance = min(slope, 1) * 0.05 / Double(features) + 1e-8
        #expect(
          abs(found - (above - below) / (2 * step)) <= tolerance,
          "pixel \(pixel) of image \(n), tolerance \(tolerance), found \(found)")
      }
    }
    #expect(abs(loss - sum) <= bound)
    if pair == .opposite, features > 4 { #expect(leastMean < 0) }
  }
}
