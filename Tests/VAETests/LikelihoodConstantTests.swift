import Foundation
import InstructionSets
import Kernels
import Testing

/// The kernels' losses and `Likelihood.constant` together are −log p: the density integrates to 1.
@Suite struct LikelihoodConstantTests {
  /// Losses of one pixel at many values around a location, without the constant.
  private func losses(_ likelihood: Likelihood, _ output: Float, log: Float, pixels: [Float])
    throws -> [Double]
  {
    let count = pixels.count
    let outputs = Matrix(rows: likelihood.outputsPerPixel, columns: count)
    outputs.rowMajor = (0..<outputs.rows * count).map { $0 < count ? output : log }
    let target = Matrix(rows: 1, columns: count)
    target.rowMajor = pixels
    let losses = Buffer(count: Panels.panels(count) * 32)
    try InstructionSet.current.get().kernels.likelihoodPass(
      outputs: outputs.panels, target: target.panels, gradient: nil, losses: losses.base,
      scaleSlopes: nil, likelihood: likelihood, logScale: log, scale: 1, tileRows: 0..<1,
      panels: 0..<Panels.panels(count))
    return losses.elements.prefix(count).map(Double.init)
  }

  static let densities: [(Likelihood, deviation: Double)] = [
    (.gaussian(.fixed(0.3)), 0.55), (.gaussian(.shared), 0.61), (.gaussian(.perPixel), 0.61),
    (.laplace(.fixed(0.2)), 0.28), (.laplace(.shared), 0.52), (.laplace(.perPixel), 0.52),
    (.logCosh(sharpness: 0.02), 7.1), (.logCosh(sharpness: 1), 1.6),
    (.logCosh(sharpness: 50), 1.42),
  ]

  /// The trapezoidal rule with 16,001 points over ±40 deviations or so. It is exact but for the kink of
  /// the Laplace distribution, which is on a point: there the error is h²/12 times the jump of the slope,
  /// 1/b², below 4e-6 with h = b/140. Losses beside the location err by less than 1e-6.
  @Test(arguments: densities.indices)
  func densitiesIntegrateToOne(index: Int) throws {
    let (likelihood, deviation) = Self.densities[index]
    // A power of two, so that every point is exact.
    let step = pow(2, (Foundation.log2(deviation / 200)).rounded(.down))
    let points = (-8000...8000).map { Float(Double($0) * step + 0.5) }
    let constant = likelihood.constant(features: 1)
    let sum = try losses(likelihood, 0.5, log: -1, pixels: points).reduce(0) {
      $0 + exp(-$1 - constant)
    }
    #expect(abs(sum * step - 1) < 1e-5, "\(likelihood)")
    // Of many pixels, the sum of each.
    #expect(abs(likelihood.constant(features: 784) - 784 * constant) < 1e-9)
  }

  /// On 0...1 by Simpson's rule with 1,024 steps; a logit of 20 makes the fourth derivative 2e5 times a
  /// density of 20: h⁴/180 of that is below 1e-7.
  @Test(arguments: [-20, -1, 0, 1e-3, 4, 20] as [Float])
  func continuousBernoulliIntegratesToOne(logit: Float) throws {
    let points = (0...1024).map { Float($0) / 1024 }
    let found = try losses(.continuousBernoulli, logit, log: 0, pixels: points)
    let sum = found.enumerated().reduce(0) { sum, entry in
      let weight = entry.offset == 0 || entry.offset == 1024 ? 1.0 : entry.offset % 2 == 0 ? 2 : 4
      return sum + weight * exp(-entry.element)
    }
    // The loss errs by 8 · 2⁻²⁴ · (1 + |l|) at most.
    #expect(abs(sum / 3072 - 1) < 1e-6 + 8 * 0x1p-24 * Double(1 + abs(logit)))
    #expect(Likelihood.continuousBernoulli.constant(features: 9) == 0)
  }

  /// Sums over all that a pixel can be.
  @Test(arguments: [(0.5, -2), (0.001, -6.5), (-3, 0), (0.7, 9)] as [(Float, Float)])
  func probabilitiesAddUpToOne(location: Float, log: Float) throws {
    let bytes = (0...255).map { Float($0) / 255 }
    for likelihood in [
      Likelihood.discretisedLogistic(.shared), .discretisedLogistic(.perPixel),
      .discretisedLogistic(.fixed(Float(exp(Double(log))))),
    ] {
      let sum = try losses(likelihood, location, log: log, pixels: bytes).reduce(0) {
        $0 + exp(-$1)
      }
      // A location errs by half a unit of 3, times 1/s = 665.
      #expect(abs(sum - 1) < 2e-4)
      #expect(likelihood.constant(features: 9) == 0)
    }
    let sum = try losses(.bernoulli, location, log: 0, pixels: [0, 1]).reduce(0) { $0 + exp(-$1) }
    #expect(abs(sum - 1) < 20 * 0x1p-24 * (3 + Double(abs(location))))
  }
}
