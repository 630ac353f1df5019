import Kernels

/// One draw for sixteen examples at four neighbouring positions. The counter is the example's
/// number, the attempt's where some are refused, the position's block and the key's stream.
@inline(__always)
func draw(_ examples: Words, attempt: Int = 0, block: Int, _ key: NoiseKey) -> (
  Words, Words, Words, Words
) {
  philox(
    (
      examples, Words(repeating: UInt32(truncatingIfNeeded: attempt)),
      Words(repeating: UInt32(truncatingIfNeeded: block)),
      Words(repeating: key.stream)
    ),
    key: (UInt32(truncatingIfNeeded: key.seed), UInt32(truncatingIfNeeded: key.seed >> 32)))
}

extension SIMDKernels {
  @inline(never)
  package static func fillNormals(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, deviation: Float,
    panels: Range<Int>
  ) {
    checkShapes(rows: result.rows, panels, result)
    for half in halves(panels) {
      let numbers = UnsafeRawPointer(examples + half * 16).loadUnaligned(as: Words.self)
      let target = result.half(half)
      for row in stride(from: 0, to: result.rows, by: 4) {
        let (a, b, c, d) = normals(draw(numbers, block: row / 4, key))
        // Rows are padded to a multiple of 8: writing four is always inside.
        target[row] = a * deviation
        target[row + 1] = b * deviation
        target[row + 2] = c * deviation
        target[row + 3] = d * deviation
      }
    }
  }

  @inline(never)
  package static func fillUniform(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, panels: Range<Int>
  ) {
    checkShapes(rows: result.rows, panels, result)
    for half in halves(panels) {
      let numbers = UnsafeRawPointer(examples + half * 16).loadUnaligned(as: Words.self)
      let target = result.half(half)
      for row in stride(from: 0, to: result.rows, by: 4) {
        let (a, b, c, d) = draw(numbers, block: row / 4, key)
        target[row] = unit(a)
        target[row + 1] = unit(b)
        target[row + 2] = unit(c)
        target[row + 3] = unit(d)
      }
    }
  }
}
