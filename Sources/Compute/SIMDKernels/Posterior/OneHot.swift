import Kernels

extension SIMDKernels {
  @inline(never)
  package static func oneHotOfLargest(
    _ source: Panels, categories: Int, result: Panels, panels: Range<Int>
  ) {
    checkShape(categories > 0 && source.rows % categories == 0)
    checkShapes(rows: source.rows, panels, source, result)
    for half in halves(panels) {
      let (lines, target) = (source.half(half), result.half(half))
      var first = 0
      while first < source.rows {
        var largest = lines[first]
        var place = Words.zero
        for category in 1..<categories {
          let value = lines[first + category]
          let larger = value .> largest
          largest = largest.replacing(with: value, where: larger)
          place = place.replacing(with: number(category), where: larger)
        }
        for category in 0..<categories { target[first + category] = indicator(place, category) }
        first += categories
      }
    }
  }

  @inline(never)
  package static func oneHot(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels, panels: Range<Int>
  ) {
    checkShape(first >= 0 && first + classes <= result.rows)
    checkShapes(rows: result.rows, panels, result)
    for half in halves(panels) {
      let label = UnsafeRawPointer(labels + half * 16).loadUnaligned(as: Words.self)
      let target = result.half(half)
      for row in 0..<classes { target[first + row] = indicator(label, row) }
    }
  }

  @inline(never)
  package static func oneHotColumns(
    _ labels: UnsafePointer<Int32>, first: Int, classes: Int, result: Panels, rows: Range<Int>
  ) {
    checkShape(first >= 0 && first + classes <= result.columns)
    checkShape(result.has(rows: rows))
    checkShapes(rows: result.rows, 0..<Panels.panels(result.columns), result)
    let last = first + classes
    let end = last == result.columns ? Panels.panels(last) * 32 : last
    for row in rows {
      let line = result.base + row * 32
      for column in first..<end { line[column / 32 * result.panelStride + column % 32] = 0 }
      let label = Int(labels[row])
      if label >= 0 && label < classes {
        let column = first + label
        line[column / 32 * result.panelStride + column % 32] = 1
      }
    }
  }
}

@inline(__always)
private func number(_ value: Int) -> Words { Words(repeating: UInt32(truncatingIfNeeded: value)) }

/// 1 where a lane holds `value`, else 0.
@inline(__always)
private func indicator(_ lanes: Words, _ value: Int) -> Vector {
  Vector.zero.replacing(with: Vector(repeating: 1), where: lanes .== number(value))
}
