/// The numbers of one step of Adam (Kingma & Ba 2015, algorithm 1), the bias corrections worked in.
package struct AdamStep: Sendable {
  package let beta1: Float
  package let beta2: Float
  package let epsilon: Float
  /// Learning rate / (1 − beta1^t).
  package let rate: Float
  /// 1 / √(1 − beta2^t).
  package let scale: Float

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
