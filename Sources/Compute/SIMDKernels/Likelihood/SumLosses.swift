extension SIMDKernels {
  @inline(never)
  package static func sumLosses(
    _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    for half in halves(panels) {
      let lines = Vectors(lines: UnsafeMutablePointer(mutating: losses), each: tiles, half: half)
      var (sum, rest) = (Vector.zero, Vector.zero)
      for tile in 0..<tiles { addExactly(lines[tile], to: &sum, &rest) }
      (sum + rest).store(to: result + half * 16)
    }
  }
}

/// `sum += term`, and what that rounds off is added to `rest` (Knuth's two-sum).
@inline(__always)
func addExactly(_ term: Vector, to sum: inout Vector, _ rest: inout Vector) {
  let total = sum + term
  let taken = total - sum
  rest += (sum - (total - taken)) + (term - taken)
  sum = total
}
