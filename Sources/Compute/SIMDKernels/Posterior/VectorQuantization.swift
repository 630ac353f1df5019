import Kernels

extension SIMDKernels {
  @inline(never)
  package static func gatherCodes(
    _ indices: UnsafePointer<Int32>, codebook: Panels, result: Panels, panels: Range<Int>
  ) {
    checkShape(codebook.columns > 0 && result.rows % codebook.columns == 0)
    checkShapes(rows: result.rows, panels, result)
    let size = codebook.columns
    let width = Panels.panels(result.columns) * 32
    for panel in panels {
      var row = 0
      var places = indices + panel * 32
      while row < result.rows {
        for column in 0..<min(32, result.columns - panel * 32) {
          let code = Int(places[column])
          var source = codebook.base + code / 8 * codebook.tileStride + code % 8 * 32
          var target = result.base + panel * result.panelStride + row * 32 + column
          var left = size
          while left > 0 {
            for place in 0..<min(32, left) { target[place * 32] = source[place] }
            source += codebook.panelStride
            target += 32 * 32
            left -= 32
          }
        }
        row += size
        places += width
      }
    }
  }

  @inline(never)
  package static func squaredDistances(
    _ a: Panels, _ b: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkShapes(rows: a.rows, panels, a, b)
    for half in halves(panels) {
      let (first, second) = (a.half(half), b.half(half))
      var sum = Vector.zero
      for row in 0..<a.rows {
        let difference = first[row] - second[row]
        sum.addProduct(difference, difference)
      }
      sum.store(to: result + half * 16)
    }
  }

  @inline(never)
  package static func commitmentBackward(
    vectors: Panels, quantized: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>
  ) {
    checkShapes(rows: vectors.rows, panels, vectors, quantized, zGradient, gradient)
    let twice = Vector(repeating: 2 * weight)
    for half in halves(panels) {
      let mask = vectors.mask(half)
      let (z, code) = (vectors.half(half), quantized.half(half))
      let (dz, target) = (zGradient.half(half), gradient.half(half))
      for row in 0..<vectors.rows {
        target[row] = dz[row].addingProduct(twice, z[row] - code[row]).masked(by: mask)
      }
    }
  }
}
