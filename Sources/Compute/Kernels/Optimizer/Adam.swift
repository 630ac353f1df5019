import Words

/// Steps by moving means of gradients and their squares (Kingma & Ba 2015).
package struct Adam: OptimizerKind {
  package static let word = Word<Optimizer>(
    "adam", "steps by moving means of gradients and squares", "Kingma & Ba 2015, arXiv 1412.6980"
  ) { _ in .adam }

  package static let hasSecondMoment = true
  package static let isFused = true

  package func rule(_ step: OptimizerStep) -> UpdateStep { .adam(AdamStep(step)) }
}

extension Optimizer {
  package static let adam = Optimizer(Adam())
}

/// The numbers of one step of Adam (Kingma & Ba 2015, algorithm 1), the bias corrections worked in.
@usableFromInline
package struct AdamStep: UpdateRule {
  @usableFromInline package let beta1: Float
  @usableFromInline package let beta2: Float
  @usableFromInline package let epsilon: Float
  /// Learning rate / (1 − beta1^t).
  @usableFromInline package let rate: Float
  /// 1 / √(1 − beta2^t).
  @usableFromInline package let scale: Float

  /// - Parameter step: t, counted from 1.
  package init(
    learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    step: Int
  ) {
    self.beta1 = Float(beta1)
    self.beta2 = Float(beta2)
    self.epsilon = Float(epsilon)
    // Powers by repeated squaring: the C library's pow may round differently elsewhere.
    rate = Float(learningRate / (1 - AdamStep.power(beta1, step)))
    scale = Float(1 / (1 - AdamStep.power(beta2, step)).squareRoot())
  }

  init(_ step: OptimizerStep) {
    self.init(
      learningRate: step.rate, beta1: step.betas.first, beta2: step.betas.second,
      step: step.number)
  }

  @inlinable @inline(__always)
  package func update(
    _ weight: inout SIMD16<Float>, gradient g: SIMD16<Float>, first: inout SIMD16<Float>,
    second: inout SIMD16<Float>
  ) {
    typealias Vector = SIMD16<Float>
    first = (first * beta1).addingProduct(Vector(repeating: 1 - beta1), g)
    second = (second * beta2).addingProduct(Vector(repeating: 1 - beta2), g * g)
    let deviation = Vector(repeating: epsilon)
      .addingProduct(second.squareRoot(), Vector(repeating: scale))
    weight.addProduct(Vector(repeating: -rate), first / deviation)
  }

  /// A whole power by repeated squaring.
  package static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
