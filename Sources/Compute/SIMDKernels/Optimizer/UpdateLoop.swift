import Kernels

extension SIMDKernels {
  @inline(never)
  package static func update(
    _ step: UpdateStep, gradient: UnsafePointer<Float>, weights: UnsafeMutablePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>?, count: Int
  ) {
    step.visit(
      UpdateLoop(gradient: gradient, weights: weights, first: first, second: second, count: count))
  }
}

/// The loop of a rule over neighbouring parameters.
private struct UpdateLoop: UpdateRuleVisitor {
  let gradient: UnsafePointer<Float>
  let weights, first: UnsafeMutablePointer<Float>
  let second: UnsafeMutablePointer<Float>?
  let count: Int

  @inline(__always)
  func visit(_ rule: some UpdateRule) {
    var offset = 0
    while offset < count {
      var (weight, a) = (Vector(at: weights + offset), Vector(at: first + offset))
      var b = second.map { Vector(at: $0 + offset) } ?? Vector.zero
      rule.update(
        &weight, gradient: Vector(at: gradient + offset), first: &a, second: &b)
      weight.store(to: weights + offset)
      a.store(to: first + offset)
      if let second { b.store(to: second + offset) }
      offset += 16
    }
  }
}
