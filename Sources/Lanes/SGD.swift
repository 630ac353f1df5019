import LaneTypes

/// One step of gradient descent with momentum on parameters whose gradient is known.
///
/// - Parameters:
///   - velocity: as many numbers as weights, zero before the first step.
///   - count: a multiple of 16.
@inline(never)
package func sgdStep(
  gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
  velocity: UnsafeMutablePointer<Float>, step: SGDStep, count: Int
) {
  let (momentum, decay) = (Vector(repeating: step.momentum), Vector(repeating: step.decay))
  let rate = Vector(repeating: -step.rate)
  var offset = 0
  while offset < count {
    let weight = Vector(at: weights + offset)
    let slope = Vector(at: gradient + offset).addingProduct(decay, weight)
    let v = slope.addingProduct(momentum, Vector(at: velocity + offset))
    v.store(to: velocity + offset)
    weight.addingProduct(rate, v).store(to: weights + offset)
    offset += 16
  }
}
