import Kernels
import Networks
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

  /// What single precision may do to the result, with u = 2⁻²⁴.
  ///
  /// An average of numbers from 0 to 1 in two chains of up to 11 terms errs by less than 30u, numerator and
  /// denominator of contrast and structure by less than 150u, and their quotient, at most 1 in magnitude,
  /// by 300u/D, D being the least denominator; the luminance adds less. That is the error of a mean m, and
  /// times s, the derivative of its factor's logarithm, that of the product. The difference to 1 rounds once more.
  ///
  /// The derivative of m by a pixel is a sum under the window of terms that are at most 9/D altogether,
  /// each with an error of 600u/D of itself. It is divided by the number of positions P. A pixel's weights
  /// in the windows around it sum to at most 4, as one that is cut off at a corner has a quarter. The
  /// factor s itself errs by its slope, 1/m or s of itself.
  private struct Tolerance {
    /// Of an image's loss.
    private(set) var loss = 0.0
    /// Of the gradient on a pixel.
    private(set) var gradient = 0.0

    init(_ similarity: ReferenceSimilarity) {
      let u = 0x1p-24
      for channel in 0..<similarity.channels {
        var relative = 10 * u
        var terms: [(size: Double, error: Double)] = []
        for (scale, w) in similarity.exponents.enumerated() {
          let (m, d) = (similarity.means[channel][scale], similarity.leastDenominators[scale])
          let s = m < 0.01 ? 100 * w / (1 + 100 * w * (0.01 - m)) : w / m
          let positions = Double(similarity.positions[scale])
          relative += s * 300 * u / d
          terms.append(
            (s * 4 * 9 / (d * positions), (600 + 300 * (m < 0.01 ? s : 1 / m)) * u / d))
        }
        let product = similarity.product(channel) / Double(similarity.channels)
        loss += product * relative + 2 * u
        gradient = max(
          gradient, terms.reduce(0) { $0 + product * $1.size * ($1.error + relative) })
      }
    }
  }

  @Test(arguments: shapes, Pair.allCases)
  func matchesTheFormula(_ shape: [Int], _ pair: Pair) throws {
    let features = shape.reduce(1, *)
    let (rows, weight) = (shape[0] > 20 ? 2 : 35, 3.0)
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
        channels: shape.count > 2 ? shape[2] : 1)
    }
    var (sum, bound, leastMean) = (0.0, 0.0, 1.0)
    for n in 0..<rows {
      let exact = reference(n)
      let tolerance = Tolerance(exact)
      sum += weight * exact.loss
      bound += weight * tolerance.loss
      leastMean = min(leastMean, exact.means.joined().min() ?? .nan)
      // A few pixels of each of a few images: all of them would take long.
      guard n % 17 == 0 else { continue }
      for pixel in stride(from: 0, to: features, by: max(1, features / 40)) {
        let step = 1e-6
        let above = reference(n) { $0[pixel] += step }.loss
        let below = reference(n) { $0[pixel] -= step }.loss
        let found = Double(gradient[pixel, n]) * Double(rows) / weight
        // The difference itself errs by 2⁻⁵² over the step, a few times, and by the step's square.
        #expect(
          abs(found - (above - below) / (2 * step)) <= tolerance.gradient + 1e-8,
          "pixel \(pixel) of image \(n)")
      }
    }
    #expect(abs(loss - sum) <= bound)
    if pair == .opposite, features > 4 { #expect(leastMean < 0) }
  }

  @Test func aModelWithoutFeaturesIsRefused() throws {
    for (network, classes) in [(Network(hidden: [], activation: .relu), 0), (.mlp([3], .relu), 2)] {
      let model = Model(
        Configuration(
          exampleShape: [2, 3], network: network, bottleneck: .none(size: 1),
          likelihood: .bernoulli, classes: classes))
      #expect(throws: VAEError.self) {
        try PerceptualLoss(model, name: "a.t", weight: 1, exampleShape: [2, 3])
      }
    }
  }
}
