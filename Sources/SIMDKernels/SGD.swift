import Kernels

extension SIMDKernels {
  @inline(never)
  package static func sgdStep(
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
}
