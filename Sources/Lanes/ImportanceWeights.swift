import LaneTypes

/// Adds samples to the importance weights of each example, of which it keeps the largest logarithm m,
/// Σ exp(log w − m) and Σ exp(log w − m)²: never an overflow, and the largest weight is 1.
///
/// All terms are positive, so the relative error of a sum of n is below n·2⁻²⁴; `samples` is kept small
/// and the sums of such blocks are added.
///
/// - Parameters:
///   - logWeights: `[samples, panels · 32]`.
///   - stride: from one sample to the next.
///   - state: m, then the sum, then that of the squares, each `[panels · 32]` and `stride` apart; at first
///     −∞, 0 and 0.
@inline(never)
package func addImportanceWeights(
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
