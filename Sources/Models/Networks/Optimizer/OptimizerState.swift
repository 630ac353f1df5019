import Kernels

/// Steps all parameters by their gradients, and holds what the optimiser remembers of each.
///
/// Adam on a dense layer is one pass: each tile of the gradient is used while it is in the cache and
/// never stored. For other layers and optimisers, and where the gradient's norm is wanted first, the
/// gradients are stored, and then used.
package final class OptimizerState {
  private let optimizer: Optimizer
  private let betas: (first: Double, second: Double)
  private let most: Double?
  private let engine: Engine
  private let memories: [GroupState]
  private let scratch: Buffer
  private var steps = 0

  /// - Parameters:
  ///   - groups: in the order in which `step` takes their factors.
  ///   - betas: of Adam: what its moments keep of themselves at each step.
  ///   - clip: the largest norm of the gradient; nil for any.
  package init(
    _ groups: [any ParameterGroup], optimizer: Optimizer = .adam,
    betas: (first: Double, second: Double) = (0.9, 0.999), clip: Double? = nil, engine: Engine
  ) {
    (self.optimizer, self.betas, most) = (optimizer, betas, clip)
    self.engine = engine
    scratch = Buffer(count: groups.map(\.scratchSize).max() ?? 0)
    let inOnePass = type(of: optimizer.kind).isFused && clip == nil
    memories = groups.map {
      GroupState(
        $0, isFused: inOnePass, hasSecondMoment: type(of: optimizer.kind).hasSecondMoment)
    }
  }

  /// What it remembers, to be kept and put back.
  ///
  /// - Parameter names: of the groups.
  package func state(_ names: [String]) -> [StateEntry] {
    zip(names, memories).flatMap { $1.state.within($0) }
      + [
        StateEntry("steps") { [self] in
          [Int64(steps)]
        } set: { [self] in
          steps = Int($0[0])
        }
      ]
  }

  /// One step.
  ///
  /// - Parameters:
  ///   - factors: of each group's gradients, in the order of the groups.
  ///   - rate: the learning rate of this step.
  package func step(_ factors: [Trace.Factors], rate: Double) {
    steps += 1
    for (memory, factors) in zip(memories, factors) {
      memory.store(factors, scratch: scratch, engine: engine)
    }
    clip()
    let rule = optimizer.kind.rule(OptimizerStep(rate: rate, betas: betas, number: steps))
    let loops = zip(memories, factors).flatMap { $0.steps($1, rule) }
    let kernels = engine.kernels
    loops.withUnsafeBufferPointer { loops in
      engine.forAll(loops.map(\.count)) { loops[$0].run($1, rule, kernels: kernels) }
    }
  }

  /// Scales all gradients so that their norm is at most what is asked for (Pascanu et al. 2013,
  /// algorithm 1).
  private func clip() {
    guard let most else { return }
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
