import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addImportanceWeights(
    _ logWeights: UnsafePointer<Float>, samples: Int, stride: Int,
    state: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    for start in panels.lowerBound * 2..<panels.upperBound * 2 {
      let source = logWeights + start * 16
      let target = state + start * 16
      let before = Vector(at: target)
      var largest = before
      for sample in 0..<samples {
        let value = Vector(at: source + sample * stride)
        largest = largest.replacing(with: value, where: value .> largest)
      }
      var (sum, squares) = (Vector.zero, Vector.zero)
      for sample in 0..<samples {
        let weight = exp(Vector(at: source + sample * stride) - largest)
        sum += weight
        squares.addProduct(weight, weight)
      }
      let shrink = exp(before - largest)
      largest.store(to: target)
      Vector(at: target + stride).times(shrink, plus: sum).store(to: target + stride)
      Vector(at: target + 2 * stride).times(shrink * shrink, plus: squares)
        .store(to: target + 2 * stride)
    }
  }
}
