import Kernels

extension SIMDKernels {
  @inline(never)
  package static func gatherCodes(
    _ indices: UnsafePointer<Int32>, codebook: Panels, result: Panels, panels: Range<Int>
  ) {
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
    for panel in panels {
      for half in 0..<2 {
        let first = a.base + panel * a.panelStride + half * 16
        let second = b.base + panel * b.panelStride + half * 16
        var sum = Vector.zero
        for row in 0..<a.rows {
          let difference = Vector(at: first + row * 32) - Vector(at: second + row * 32)
          sum.addProduct(difference, difference)
        }
        sum.store(to: result + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func commitmentBackward(
    vectors: Panels, quantized: Panels, zGradient: Panels, weight: Float, gradient: Panels,
    panels: Range<Int>
  ) {
    let twice = Vector(repeating: 2 * weight)
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(vectors.columns - panel * 32 - half * 16)
        for row in 0..<vectors.rows {
          let offset = row * 32 + half * 16
          let z = Vector(at: vectors.base + panel * vectors.panelStride + offset)
          let code = Vector(at: quantized.base + panel * quantized.panelStride + offset)
          let dz = Vector(at: zGradient.base + panel * zGradient.panelStride + offset)
          Vector(bits: dz.addingProduct(twice, z - code).bits & mask)
            .store(to: gradient.base + panel * gradient.panelStride + offset)
        }
      }
    }
  }
}
