import LaneTypes

/// One step of Adam with its constants in vectors.
struct AdamRule {
  private let beta1, beta2, fresh1, fresh2, scale, epsilon, rate: Vector

  @inline(__always)
  init(_ step: AdamStep) {
    beta1 = Vector(repeating: step.beta1)
    beta2 = Vector(repeating: step.beta2)
    fresh1 = Vector(repeating: 1 - step.beta1)
    fresh2 = Vector(repeating: 1 - step.beta2)
    scale = Vector(repeating: step.scale)
    epsilon = Vector(repeating: step.epsilon)
    rate = Vector(repeating: -step.rate)
  }

  /// Steps 16 neighbouring parameters.
  @inline(__always)
  func apply(
    gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>
  ) {
    let g = Vector(at: gradient)
    let m = (beta1 * Vector(at: firstMoment)).addingProduct(fresh1, g)
    let v = (beta2 * Vector(at: secondMoment)).addingProduct(fresh2, g * g)
    m.store(to: firstMoment)
    v.store(to: secondMoment)
    let denominator = epsilon.addingProduct(v.squareRoot(), scale)
    Vector(at: weights).addingProduct(rate, m / denominator).store(to: weights)
  }
}

/// One step of Adam on parameters whose gradient is known; `count` is a multiple of 16.
@inline(never)
package func adamStep(
  gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
  firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
  step: AdamStep, count: Int
) {
  let rule = AdamRule(step)
  for offset in stride(from: 0, to: count, by: 16) {
    rule.apply(
      gradient: gradient + offset, weights: weights + offset, firstMoment: firstMoment + offset,
      secondMoment: secondMoment + offset)
  }
}
