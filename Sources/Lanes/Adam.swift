import LaneTypes

/// One step of Adam on `count` neighbouring parameters, a multiple of 16.
@inline(__always)
func adam(
  gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
  firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
  step: AdamStep, count: Int
) {
  let fresh1 = Vector(repeating: 1 - step.beta1)
  let fresh2 = Vector(repeating: 1 - step.beta2)
  let (beta1, beta2) = (Vector(repeating: step.beta1), Vector(repeating: step.beta2))
  let (scale, epsilon) = (Vector(repeating: step.scale), Vector(repeating: step.epsilon))
  let rate = Vector(repeating: -step.rate)
  for offset in stride(from: 0, to: count, by: 16) {
    let g = Vector(at: gradient + offset)
    let m = (beta1 * Vector(at: firstMoment + offset)).addingProduct(fresh1, g)
    let v = (beta2 * Vector(at: secondMoment + offset)).addingProduct(fresh2, g * g)
    m.store(to: firstMoment + offset)
    v.store(to: secondMoment + offset)
    let denominator = epsilon.addingProduct(v.squareRoot(), scale)
    let w = Vector(at: weights + offset).addingProduct(rate, m / denominator)
    w.store(to: weights + offset)
  }
}

/// One step of Adam on parameters whose gradient is known; `count` is a multiple of 16.
@inline(never)
package func adamStep(
  gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
  firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
  step: AdamStep, count: Int
) {
  adam(
    gradient: gradient, weights: weights, firstMoment: firstMoment, secondMoment: secondMoment,
    step: step, count: count)
}
