import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addImportanceWeights(
    _ logWeights: UnsafePointer<Float>, samples: Int, stride: Int,
    state: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    for half in halves(panels) {
      let source = Vectors(
        base: UnsafeMutablePointer(mutating: logWeights) + half * 16, step: stride)
      let target = Vectors(base: state + half * 16, step: stride)
      let before = target[0]
      var largest = before
      for sample in 0..<samples {
        let value = source[sample]
        largest = largest.replacing(with: value, where: value .> largest)
      }
      var (sum, squares) = (Vector.zero, Vector.zero)
      for sample in 0..<samples {
        let weight = exp(source[sample] - largest)
        sum += weight
        squares.addProduct(weight, weight)
      }
      let shrink = exp(before - largest)
      target[0] = largest
      target[1] = target[1].times(shrink, plus: sum)
      target[2] = target[2].times(shrink * shrink, plus: squares)
    }
  }
}
