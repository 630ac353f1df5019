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
    for panel in panels {
      for half in 0..<2 {
        let numbers = UnsafeRawPointer(examples + panel * 32 + half * 16)
          .loadUnaligned(as: Words.self)
        for row in stride(from: 0, to: result.rows, by: 4) {
          let (a, b, c, d) = normals(draw(numbers, block: row / 4, key))
          let target = result.base + panel * result.panelStride + row * 32 + half * 16
          // Rows are padded to a multiple of 8: writing four is always inside.
          (a * deviation).store(to: target)
          (b * deviation).store(to: target + 32)
          (c * deviation).store(to: target + 64)
          (d * deviation).store(to: target + 96)
        }
      }
    }
  }

  @inline(never)
  package static func fillUniform(
    _ result: Panels, examples: UnsafePointer<UInt32>, key: NoiseKey, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let numbers = UnsafeRawPointer(examples + panel * 32 + half * 16)
          .loadUnaligned(as: Words.self)
        for row in stride(from: 0, to: result.rows, by: 4) {
          let (a, b, c, d) = draw(numbers, block: row / 4, key)
          let target = result.base + panel * result.panelStride + row * 32 + half * 16
          unit(a).store(to: target)
          unit(b).store(to: target + 32)
          unit(c).store(to: target + 64)
          unit(d).store(to: target + 96)
        }
      }
    }
  }
}
