import Words

/// Gradient descent with momentum, which is 0 for plain descent.
package struct SGD: OptimizerKind {
  let momentum, decay: Double

  package static let word = Word<Optimizer>(
    "sgd[:MOMENTUM[,DECAY]]", "gradient descent with momentum, 0.9 unless given, and decay"
  ) {
    let (momentum, decay) = ($0.first ?? 0.9, $0.count > 1 ? $0[1] : 0)
    guard (0..<1).contains(momentum), decay >= 0 else { return nil }
    return .sgd(momentum: momentum, decay: decay)
  }

  package var numbers: [Double] { [momentum, decay] }

  package func rule(_ step: OptimizerStep) -> UpdateStep {
    .sgd(SGDStep(learningRate: step.rate, momentum: momentum, decay: decay))
  }
}

extension Optimizer {
  package static func sgd(momentum: Double, decay: Double) -> Optimizer {
    Optimizer(SGD(momentum: momentum, decay: decay))
  }
}

/// The numbers of one step of gradient descent with momentum, in PyTorch's convention:
/// v ← momentum·v + g + decay·w, then w ← w − rate·v.
@usableFromInline
package struct SGDStep: UpdateRule {
  @usableFromInline package let rate: Float
  /// 0 for plain descent.
  @usableFromInline package let momentum: Float
  /// Weight decay as a part of the gradient: that of ½·decay·‖w‖².
  @usableFromInline package let decay: Float

  package init(learningRate: Double, momentum: Double = 0, decay: Double = 0) {
    rate = Float(learningRate)
    self.momentum = Float(momentum)
    self.decay = Float(decay)
  }

  @inlinable @inline(__always)
  package func update(
    _ weight: inout SIMD16<Float>, gradient: SIMD16<Float>, first velocity: inout SIMD16<Float>,
    second _: inout SIMD16<Float>
  ) {
    let slope = gradient.addingProduct(SIMD16(repeating: decay), weight)
    velocity = slope.addingProduct(SIMD16(repeating: momentum), velocity)
    weight.addProduct(SIMD16(repeating: -rate), velocity)
  }
}
