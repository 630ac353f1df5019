import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addMeanGradient(
    _ meanGradient: Panels, slopes: Panels, to gradient: Panels, panels: Range<Int>
  ) {
    checkShape(slopes.rows <= 2 * meanGradient.rows && slopes.rows <= gradient.rows)
    checkShapes(rows: meanGradient.rows, panels, meanGradient)
    checkShapes(rows: slopes.rows, panels, slopes)
    checkShapes(rows: gradient.rows, panels, gradient)
    for half in halves(panels) {
      let mask = gradient.mask(half)
      let (source, slope) = (meanGradient.half(half), slopes.half(half))
      let target = gradient.half(half)
      for row in 0..<slopes.rows {
        let pixel = row < meanGradient.rows ? row : row - meanGradient.rows
        target[row] = target[row].addingProduct(source[pixel], slope[row]).masked(by: mask)
      }
    }
  }

  @inline(never)
  package static func weighDifferences(
    _ a: Panels, _ b: Panels, weight: Float, adds: Bool, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: gradient.rows, panels, a, b, gradient)
    let weight = Vector(repeating: weight)
    for half in halves(panels) {
      let mask = gradient.mask(half)
      let (first, second, target) = (a.half(half), b.half(half), gradient.half(half))
      for row in 0..<gradient.rows {
        let start = adds ? target[row] : Vector.zero
        target[row] = start.addingProduct(weight, first[row] - second[row]).masked(by: mask)
      }
    }
  }

  @inline(never)
  package static func addLines(_ source: Panels, to result: Panels, panels: Range<Int>) {
    checkShapes(rows: result.rows, panels, source, result)
    for panel in panels {
      let (from, to) = (source.panel(panel), result.panel(panel))
      for piece in 0..<result.rows * 2 { to[piece] += from[piece] }
    }
  }
}
