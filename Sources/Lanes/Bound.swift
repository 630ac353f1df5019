import LaneTypes

/// The bound (1/m) Σ_g log (1/k) Σ_i w_gi from m groups of k importance weights an example, and each
/// weight's share of its gradient, w_gi / (m Σ_j w_gj) (Burda et al. 2016, section 3; of several groups
/// Rainforth et al. 2018, MIWAE).
///
/// - Parameters:
///   - logWeights: log w, `[groups · draws, panels · 32]`, a group's draws one after the other; it becomes
///     the shares.
///   - stride: from one draw to the next.
///   - bound: `[panels · 32]`.
@inline(never)
package func boundShares(
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
