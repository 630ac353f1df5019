import Kernels
import LaneTypes

/// The way of a batch through a bottleneck, and back. One object, made once for batches of up to a
/// number of examples; it keeps what the way back needs.
protocol BottleneckPass: AnyObject {
  /// Of relaxed categories; of no meaning to other bottlenecks.
  var temperature: Float { get set }

  /// z from the encoder's output.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[parameters, batch]`.
  ///   - z: `[width, batch]`.
  ///   - noise: of a draw; without it z is the posterior's mean, or its one value.
  ///   - training: whether a way back follows, and discrete draws are relaxed.
  func forward(_ parameters: Panels, z: Panels, noise: Noise?, training: Bool)

  /// The regulariser of the last batch, its sum over the examples in nats.
  func divergence(count: Int) -> Double

  /// The gradient on the encoder's output, zero beyond the batch.
  ///
  /// - Parameters:
  ///   - zGradient: `[width, batch]`; it may be changed.
  ///   - weight: what the regulariser is multiplied by in the loss, over the number of examples.
  ///   - gradient: `[parameters, batch]`.
  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weight: Float, gradient: Panels)

  /// Begins to count what `usage` tells.
  func beginEpoch()
  /// Counts the last batch.
  func count(_ parameters: Panels, z: Panels)
  /// How much of the bottleneck the examples since `beginEpoch` used.
  func usage(examples: Int) -> Usage
  /// Moves what is learned without a gradient, after the last `forward`.
  func learn(_ parameters: Panels, noise: Noise)
  /// What the discrete variables of the last batch are, `[batch, variables]`; nil where there are none.
  func codes(_ z: Panels) -> [Int32]?
}

extension BottleneckPass {
  var temperature: Float {
    get { 1 }
    set {}
  }

  func learn(_ parameters: Panels, noise: Noise) {}
  func codes(_ z: Panels) -> [Int32]? { nil }
}

extension Model {
  /// The table of bottlenecks.
  func bottleneckPass(objective: Objective, size: Int, engine: Engine) -> any BottleneckPass {
    switch configuration.bottleneck {
    case .none(let width, let activation):
      CodePass(
        size: width, activation: activation, sparsity: objective.sparsity, batch: size,
        engine: engine)
    case .gaussian(let width):
      GaussianPass(size: width, freeBits: objective.freeBits, batch: size, engine: engine)
    case .categorical(let shape): CategoricalPass(shape, batch: size, engine: engine)
    case .joint(let width, let shape):
      JointPass(
        size: width, shape, freeBits: objective.freeBits, batch: size, engine: engine)
    case .quantized(let shape):
      QuantizedPass(
        codebook ?? CodebookParameters(shape), decay: objective.codebookDecay, batch: size,
        engine: engine)
    }
  }
}

/// The random numbers of a batch: those of a key for certain rows.
struct Noise {
  let seed: UInt64
  let purpose: NoiseKey.Purpose
  let epoch: Int
  /// The rows' numbers in the data set, padded to whole panels.
  let rows: [UInt32]

  var key: NoiseKey { NoiseKey(seed: seed, purpose: purpose, epoch: epoch) }

  /// The same rows for another purpose.
  func with(_ purpose: NoiseKey.Purpose) -> Noise {
    Noise(seed: seed, purpose: purpose, epoch: epoch, rows: rows)
  }
}

/// How much of a bottleneck some data use.
package struct Usage: Sendable, Equatable {
  /// Active units: numbers of z whose posterior mean varies by more than 0.01 over the data (Burda et
  /// al. 2016, section 5.2). Of a codebook, the vectors that were used.
  package var active: Int
  /// Of a codebook: the exponential of the entropy of its use.
  package var perplexity: Double?

  package init(active: Int, perplexity: Double? = nil) {
    self.active = active
    self.perplexity = perplexity
  }
}

/// Sums and sums of squares of some numbers of each example, for `Usage.active`.
struct Moments {
  private var totals: [Double]
  private let numbers: Int

  init(numbers: Int) {
    self.numbers = numbers
    totals = Array(repeating: 0, count: 2 * numbers)
  }

  mutating func reset() { totals = Array(repeating: 0, count: 2 * numbers) }

  /// Adds a batch of `values` `[numbers or more, batch]`.
  mutating func add(_ values: Panels, engine: Engine) {
    engine.alone { engine.kernels.addMoments(values, rows: numbers, to: &totals) }
  }

  /// The variance of each number.
  func variances(examples: Int) -> [Double] {
    let count = Double(max(1, examples))
    return (0..<numbers).map {
      let mean = totals[2 * $0] / count
      return totals[2 * $0 + 1] / count - mean * mean
    }
  }

  func active(examples: Int) -> Int { variances(examples: examples).count { $0 > 0.01 } }
}
