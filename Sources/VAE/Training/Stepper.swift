import Kernels
import LaneTypes

/// Steps all parameters by their gradients, and holds what the optimiser remembers of each.
///
/// Adam on a dense layer is one pass: each tile of the gradient is used while it is in the cache and
/// never stored. For other layers and optimisers, and where the gradient's norm is wanted first, the
/// gradients are stored, and then used.
final class Stepper {
  private let settings: TrainingSettings
  private let engine: Engine
  private let memories: [LayerMemory]
  private let scratch: Buffer
  private var steps = 0

  init(_ model: Model, settings: TrainingSettings, engine: Engine) {
    self.settings = settings
    self.engine = engine
    scratch = Buffer(count: model.namedLayers.map(\.layer.scratchSize).max() ?? 0)
    let inOnePass = settings.optimizer == .adam && settings.clip == nil
    memories = model.namedLayers.map {
      LayerMemory(
        $0.layer, storesGradient: !(inOnePass && $0.layer is Dense),
        hasSecondMoment: settings.optimizer.hasSecondMoment)
    }
  }

  /// One step.
  ///
  /// - Parameters:
  ///   - factors: of each layer's weight gradient, in the model's order.
  ///   - rate: the learning rate of this step.
  func step(_ factors: [Trace.Factors], rate: Double) {
    steps += 1
    for (memory, factors) in zip(memories, factors) {
      guard let gradient = memory.gradient else { continue }
      memory.layer.weightGradient(
        factors, result: gradient, bias: memory.biasGradient, scratch: scratch, engine: engine)
    }
    clip()
    let rule = StepRule(settings.optimizer, rate: rate, step: steps)
    let loops = zip(memories, factors).flatMap { $0.steps($1) }
    let kernels = engine.kernels
    loops.withUnsafeBufferPointer { loops in
      engine.forAll(loops.map(\.count)) { loops[$0].run($1, rule, kernels: kernels) }
    }
  }

  /// Scales all gradients so that their norm is at most what is asked for (Pascanu et al. 2013,
  /// algorithm 1).
  private func clip() {
    guard let most = settings.clip else { return }
    var squares = 0.0
    let buffers = memories.flatMap(\.gradients)
    engine.alone {
      for (base, count) in buffers {
        squares += engine.kernels.sumOfSquares(base, count: count)
      }
    }
    let norm = squares.squareRoot()
    guard norm > most else { return }
    engine.alone {
      for (base, count) in buffers {
        engine.kernels.scale(base, by: Float(most / norm), count: count)
      }
    }
  }
}
