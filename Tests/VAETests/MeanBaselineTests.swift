import Datasets
import Foundation
import InstructionSets
import Kernels
import TensorIO
import Testing
import Training
import VAE

/// The loss of the data's mean against its definition, in Double.
@Suite struct MeanBaselineTests {
  private static let features = 6
  private static let count = 40
  /// Numbers from 0 to 1, of another mean in each column.
  private static let numbers: [Float] = (0..<count * features).map {
    let (row, column) = ($0 / features, $0 % features)
    return Float((row * 7 + column * 3) % 11) / Float(11 + column)
  }

  private func baseline(
    _ likelihood: Likelihood, _ objective: Objective = Objective(),
    bottleneck: some Bottleneck = .gaussian(size: 2), numbers: [Float] = numbers
  ) throws -> MeanBaseline? {
    let configuration = Configuration(
      exampleShape: [Self.features], network: .mlp([3], .relu), bottleneck: bottleneck,
      likelihood: likelihood)
    var data = Dataset()
    try data.append(
      Frame([Tensor("x", shape: [numbers.count / Self.features, Self.features], numbers)]),
      likelihood: likelihood)
    let settings = TrainingSettings(
      seed: 1, epochs: 1, batch: 4, learningRate: 1e-3, objective: objective)
    return MeanBaseline(
      configuration, settings: settings, data: data, engine: try Engine(threads: 1))
  }

  private static let means = (0..<features).map { column in
    (0..<count).reduce(0.0) { $0 + Double(numbers[$1 * features + column]) } / Double(count)
  }

  /// The mean over the rows of the sum over a row of a loss of number and mean.
  private func expected(_ loss: (Double, Double) -> Double) -> Double {
    Self.numbers.enumerated().reduce(0.0) {
      $0 + loss(Double($1.element), Self.means[$1.offset % Self.features])
    } / Double(Self.count)
  }

  /// Six numbers of at most a few nats, each from arithmetic in single precision.
  private let tolerance = 1e-5

  @Test func ofPixels() throws {
    let mean = try #require(try baseline(.bernoulli))
    let loss = expected { x, m in
      let p = (Double(Self.count) * m + 0.5) / (Double(Self.count) + 1)
      return -x * log(p) - (1 - x) * log(1 - p)
    }
    #expect(abs(mean.loss - loss) < tolerance)
  }

  @Test func ofAGivenScale() throws {
    let mean = try #require(try baseline(.gaussian(.fixed(0.25))))
    let loss = expected { x, m in (x - m) * (x - m) / 0.5 + 0.5 * log(2 * Double.pi * 0.25) }
    #expect(abs(mean.loss - loss) < tolerance)
  }

  /// One scale, the best, where it is learned; also where each pixel has its own.
  @Test(arguments: [Spread.shared, .perPixel])
  func ofALearnedScale(_ spread: Spread) throws {
    let variance = expected { ($0 - $1) * ($0 - $1) } / Double(Self.features)
    let normal = try #require(try baseline(.gaussian(spread)))
    let loss = Double(Self.features) * 0.5 * (log(2 * Double.pi * variance) + 1)
    #expect(abs(normal.loss - loss) < tolerance)
    let deviation = expected { abs($0 - $1) } / Double(Self.features)
    let laplace = try #require(try baseline(.laplace(spread)))
    #expect(abs(laplace.loss - Double(Self.features) * (log(2 * deviation) + 1)) < tolerance)
  }

  /// A margin of four standard errors, from the eight parts of five rows each.
  @Test func worseIsBeyondChance() throws {
    let mean = try #require(try baseline(.gaussian(.fixed(0.5))))
    let parts = (0..<8).map { part in
      stride(from: part, to: Self.count, by: 8).reduce(0.0) { sum, row in
        (0..<Self.features).reduce(sum) {
          let difference = Double(Self.numbers[row * Self.features + $1]) - Self.means[$1]
          return $0 + difference * difference
        }
      } / 5
    }
    let centre = parts.reduce(0, +) / 8
    let error = (parts.reduce(0.0) { $0 + ($1 - centre) * ($1 - centre) } / 56).squareRoot()
    #expect(error > 100 * tolerance)
    #expect(!mean.isWorse(mean.loss + 4 * error - 10 * tolerance))
    #expect(mean.isWorse(mean.loss + 4 * error + 10 * tolerance))
    #expect(mean.isWorse(.nan) && mean.isWorse(.infinity))
  }

  /// Objectives whose loss is no bound are compared by the reconstruction alone.
  @Test func thePenaltyIsLeftOut() throws {
    var objective = Objective()
    objective.codes = Capacity(weight: 1000, nats: 20, epochs: 0)
    let mean = try #require(try baseline(.bernoulli, objective))
    #expect(try mean.loss == baseline(.bernoulli)?.loss)
  }

  @Test func nothingIsSaidOfNothing() throws {
    let same = [Float](repeating: 0.25, count: 4 * Self.features)
    #expect(try baseline(.gaussian(.shared), numbers: same) == nil)
    #expect(try baseline(.gaussian(.fixed(1)), numbers: same) != nil)
    #expect(try baseline(.bernoulli, numbers: [Float](repeating: 0, count: 6)) == nil)
    var objective = Objective()
    objective.images.likelihoodWeight = 0
    #expect(try baseline(.bernoulli, objective) == nil)
  }
}
