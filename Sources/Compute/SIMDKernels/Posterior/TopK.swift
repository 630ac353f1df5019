import Kernels

extension SIMDKernels {
  /// The bits of floats from 0 on are in the order of the floats, with what is no number above infinity. So all
  /// comparisons are of whole numbers, in one order. The `count`-th largest is found bit by bit from the highest: a bit
  /// is set where at least so many numbers are as large.
  @inline(never)
  package static func keepLargest(_ code: Panels, count: Int, panels: Range<Int>) {
    checkShape(count > 0 && count <= code.rows)
    checkShapes(rows: code.rows, panels, code)
    let count = Order(repeating: Int32(truncatingIfNeeded: count))
    for half in halves(panels) {
      let lines = code.half(half)
      var threshold = Order.zero
      for bit in (0..<31).reversed() {
        let candidate = threshold | Order(repeating: 1 << Int32(bit))
        var atLeast = Order.zero
        for row in 0..<code.rows {
          let isLarge = order(lines[row]) .>= candidate
          atLeast = atLeast.replacing(with: atLeast &+ 1, where: isLarge)
        }
        threshold = threshold.replacing(with: candidate, where: atLeast .>= count)
      }
      var above = Order.zero
      for row in 0..<code.rows {
        let isAbove = order(lines[row]) .> threshold
        above = above.replacing(with: above &+ 1, where: isAbove)
      }
      // Places that are left to those equal to the threshold.
      var left = count &- above
      for row in 0..<code.rows {
        let value = lines[row]
        let place = order(value)
        let isEqual = (place .== threshold) .& (left .> 0)
        left = left.replacing(with: left &- 1, where: isEqual)
        lines[row] = Vector.zero.replacing(
          with: rectified(value), where: isEqual .| (place .> threshold))
      }
    }
  }
}

private typealias Order = SIMD16<Int32>

/// The place of x among the numbers from 0 on; 0 for what is below.
@inline(__always)
private func order(_ x: Vector) -> Order {
  unsafeBitCast(rectified(x).bits & Words(repeating: 0x7fff_ffff), to: Order.self)
}
