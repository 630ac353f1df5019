import Kernels

extension SIMDKernels {
  @inline(never)
  package static func addMeanGradient(
    _ meanGradient: Panels, slopes: Panels, to gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(gradient.columns - panel * 32 - half * 16)
        for row in 0..<slopes.rows {
          let pixel = row < meanGradient.rows ? row : row - meanGradient.rows
          let source =
            meanGradient.base + panel * meanGradient.panelStride + pixel * 32 + half * 16
          let slope = slopes.base + panel * slopes.panelStride + row * 32 + half * 16
          let target = gradient.base + panel * gradient.panelStride + row * 32 + half * 16
          let value = Vector(at: target).addingProduct(Vector(at: source), Vector(at: slope))
          Vector(bits: value.bits & mask).store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func weighDifferences(
    _ a: Panels, _ b: Panels, weight: Float, adds: Bool, gradient: Panels, panels: Range<Int>
  ) {
    let weight = Vector(repeating: weight)
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(gradient.columns - panel * 32 - half * 16)
        for row in 0..<gradient.rows {
          let offset = row * 32 + half * 16
          let target = gradient.base + panel * gradient.panelStride + offset
          let difference =
            Vector(at: a.base + panel * a.panelStride + offset)
            - Vector(at: b.base + panel * b.panelStride + offset)
          let start = adds ? Vector(at: target) : Vector.zero
          Vector(bits: start.addingProduct(weight, difference).bits & mask).store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func addLines(_ source: Panels, to result: Panels, panels: Range<Int>) {
    for panel in panels {
      let from = source.base + panel * source.panelStride
      let to = result.base + panel * result.panelStride
      for piece in 0..<result.rows * 2 {
        let offset = piece * 16
        (Vector(at: to + offset) + Vector(at: from + offset)).store(to: to + offset)
      }
    }
  }
}
