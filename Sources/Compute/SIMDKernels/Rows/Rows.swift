import Kernels

extension SIMDKernels {
  @inline(never)
  package static func loadBytes(
    _ source: UnsafePointer<UInt8>, unit: Float, result: Panels, row: Int
  ) {
    checkShape(result.has(rows: row..<row + 1))
    let whole = result.columns / 16 * 16
    let line = result.base + row / 8 * result.tileStride + row % 8 * 32
    for column in stride(from: 0, to: whole, by: 16) {
      let bytes = UnsafeRawPointer(source + column).loadUnaligned(as: SIMD16<UInt8>.self)
      let value = fraction(widened(bytes), unit)
      value.store(to: line + (column / 32) * result.panelStride + column % 32)
    }
    for column in whole..<Panels.panels(result.columns) * 32 {
      let byte = column < result.columns ? source[column] : 0
      line[(column / 32) * result.panelStride + column % 32] = Float(byte) / unit
    }
  }
}

/// Bytes as floats, by hand: the standard library's conversions are not always inlined, and a copy of
/// one made here for AVX-512 could serve the rest of the program.
@inline(__always)
private func widened(_ bytes: SIMD16<UInt8>) -> Vector {
  var pairs = SIMD32<UInt8>(repeating: 0)
  pairs.evenHalf = bytes
  var fours = SIMD32<UInt16>(repeating: 0)
  fours.evenHalf = unsafeBitCast(pairs, to: SIMD16<UInt16>.self)
  return small(unsafeBitCast(fours, to: Words.self))
}

/// p / unit, rounded once: the product with 1/unit and one correction by its remainder, which costs less than a
/// division. A test holds it to the division for every byte and every unit.
@inline(__always)
private func fraction(_ p: Vector, _ unit: Float) -> Vector {
  let inverse = Vector(repeating: 1 / unit)
  let quotient = p * inverse
  let remainder = p.addingProduct(quotient, Vector(repeating: -unit))
  return quotient.addingProduct(remainder, inverse)
}

extension SIMDKernels {
  @inline(never)
  package static func loadFloats(_ source: UnsafePointer<Float>, result: Panels, row: Int) {
    checkShape(result.has(rows: row..<row + 1))
    let line = result.base + row / 8 * result.tileStride + row % 8 * 32
    for column in 0..<Panels.panels(result.columns) * 32 {
      line[(column / 32) * result.panelStride + column % 32] =
        column < result.columns ? source[column] : 0
    }
  }

  @inline(never)
  package static func storeRows(
    _ matrix: Panels, range: Range<Int>, to target: UnsafeMutablePointer<Float>
  ) {
    checkShape(matrix.has(rows: range))
    checkShapes(rows: matrix.rows, 0..<Panels.panels(matrix.columns), matrix)
    for row in range {
      let line = target + (row - range.lowerBound) * matrix.columns
      for column in 0..<matrix.columns {
        line[column] = matrix.base[(column / 32) * matrix.panelStride + row * 32 + column % 32]
      }
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func addRows(_ source: Panels, to target: Panels, panels: Range<Int>) {
    checkShapes(rows: source.rows, panels, source, target)
    for panel in panels {
      let (from, to) = (source.panel(panel), target.panel(panel))
      for piece in 0..<source.rows * 2 { to[piece] += from[piece] }
    }
  }
}
