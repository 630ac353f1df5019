import Kernels

extension SIMDKernels {
  @inline(never)
  package static func absoluteSums(
    _ codes: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let lines = codes.base + panel * codes.panelStride + half * 16
        var sum = Vector.zero
        for row in 0..<codes.rows { sum += Vector(at: lines + row * 32).magnitude }
        sum.store(to: result + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func addSigns(
    _ codes: Panels, weight: Float, to gradient: Panels, panels: Range<Int>
  ) {
    let (size, sign) = (Vector(repeating: weight), Words(repeating: 0x8000_0000))
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(codes.columns - panel * 32 - half * 16)
        for row in 0..<codes.rows {
          let offset = row * 32 + half * 16
          let z = Vector(at: codes.base + panel * codes.panelStride + offset)
          let target = gradient.base + panel * gradient.panelStride + offset
          let slope = Vector(bits: size.bits ^ (z.bits & sign))
            .replacing(with: Vector.zero, where: z .== 0)
          Vector(bits: (Vector(at: target) + slope).bits & mask).store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func bernoulliSparsity(
    _ codes: Panels, target: Float, slopes: UnsafeMutablePointer<Float>
  ) -> Float {
    for row in 0..<codes.rows {
      var sum = Vector.zero
      for panel in 0..<Panels.panels(codes.columns) {
        for half in 0..<2 {
          let mask = maskBits(codes.columns - panel * 32 - half * 16)
          let line = codes.base + panel * codes.panelStride + row * 32 + half * 16
          sum += Vector(bits: Vector(at: line).bits & mask)
        }
      }
      slopes[row] = sum.treeSum() / Float(codes.columns)
    }
    let (on, off) = (Vector(repeating: target), Vector(repeating: 1 - target))
    let (least, greatest) = (Vector(repeating: 1e-6), Vector(repeating: 1 - 1e-6))
    let batch = Vector(repeating: Float(codes.columns))
    var sum = Vector.zero
    var row = 0
    while row < codes.rows {
      let raw = Vector(at: slopes + row)
      let mean = raw.replacing(with: least, where: raw .< least)
        .replacing(with: greatest, where: raw .> greatest)
      let (onRatio, offRatio) = (on / mean, off / (1 - mean))
      let divergence = (on * log(onRatio)).addingProduct(off, log(offRatio))
      sum += Vector(bits: divergence.bits & maskBits(codes.rows - row))
      ((offRatio - onRatio) / batch).store(to: slopes + row)
      row += 16
    }
    return sum.treeSum()
  }

  @inline(never)
  package static func addToRows(
    _ values: UnsafePointer<Float>, weight: Float, gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(gradient.columns - panel * 32 - half * 16)
        for row in 0..<gradient.rows {
          let line = gradient.base + panel * gradient.panelStride + row * 32 + half * 16
          let value = Vector(at: line).addingProduct(
            Vector(repeating: weight), Vector(repeating: values[row]))
          Vector(bits: value.bits & mask).store(to: line)
        }
      }
    }
  }
}
