import Kernels

extension SIMDKernels {
  @inline(never)
  package static func boundShares(
    _ logWeights: UnsafeMutablePointer<Float>, groups: Int, draws: Int, stride: Int,
    bound: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let logDraws = log(Vector(repeating: Float(draws)))
    let part = 1 / Float(groups)
    for half in halves(panels) {
      var total = Vector.zero
      for group in 0..<groups {
        let lines = Vectors(base: logWeights + group * draws * stride + half * 16, step: stride)
        var largest = lines[0]
        for draw in 1..<max(1, draws) {
          let value = lines[draw]
          largest = largest.replacing(with: value, where: value .> largest)
        }
        var sum = Vector.zero
        for draw in 0..<draws {
          let weight = exp(lines[draw] - largest)
          lines[draw] = weight
          sum += weight
        }
        let scale = Vector(repeating: part) / sum
        for draw in 0..<draws { lines[draw] = lines[draw] * scale }
        total += largest + (log(sum) - logDraws)
      }
      (total * part).store(to: bound + half * 16)
    }
  }
}
