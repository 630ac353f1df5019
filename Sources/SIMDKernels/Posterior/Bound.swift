import Kernels

extension SIMDKernels {
  @inline(never)
  package static func boundShares(
    _ logWeights: UnsafeMutablePointer<Float>, groups: Int, draws: Int, stride: Int,
    bound: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let logDraws = log(Vector(repeating: Float(draws)))
    let part = 1 / Float(groups)
    for start in panels.lowerBound * 2..<panels.upperBound * 2 {
      var total = Vector.zero
      for group in 0..<groups {
        let line = logWeights + group * draws * stride + start * 16
        var largest = Vector(at: line)
        for draw in 1..<max(1, draws) {
          let value = Vector(at: line + draw * stride)
          largest = largest.replacing(with: value, where: value .> largest)
        }
        var sum = Vector.zero
        for draw in 0..<draws {
          let weight = exp(Vector(at: line + draw * stride) - largest)
          weight.store(to: line + draw * stride)
          sum += weight
        }
        let scale = Vector(repeating: part) / sum
        for draw in 0..<draws {
          (Vector(at: line + draw * stride) * scale).store(to: line + draw * stride)
        }
        total += largest + (log(sum) - logDraws)
      }
      (total * part).store(to: bound + start * 16)
    }
  }
}
