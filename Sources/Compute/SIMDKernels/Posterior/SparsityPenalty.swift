import Kernels

extension SIMDKernels {
  @inline(never)
  package static func absoluteSums(
    _ codes: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkShapes(rows: codes.rows, panels, codes)
    for half in halves(panels) {
      let z = codes.half(half)
      var sum = Vector.zero
      for row in 0..<codes.rows { sum += z[row].magnitude }
      sum.store(to: result + half * 16)
    }
  }

  @inline(never)
  package static func addSigns(
    _ codes: Panels, weight: Float, to gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: codes.rows, panels, codes, gradient)
    let (size, sign) = (Vector(repeating: weight), Words(repeating: 0x8000_0000))
    for half in halves(panels) {
      let mask = codes.mask(half)
      let (source, target) = (codes.half(half), gradient.half(half))
      for row in 0..<codes.rows {
        let z = source[row]
        let slope = Vector(bits: size.bits ^ (z.bits & sign))
          .replacing(with: Vector.zero, where: z .== 0)
        target[row] = (target[row] + slope).masked(by: mask)
      }
    }
  }

  @inline(never)
  package static func bernoulliSparsity(
    _ codes: Panels, target: Float, slopes: UnsafeMutablePointer<Float>
  ) -> Float {
    checkShapes(rows: codes.rows, 0..<Panels.panels(codes.columns), codes)
    for row in 0..<codes.rows {
      var sum = Vector.zero
      for half in codes.halves { sum += codes.half(half)[row].masked(by: codes.mask(half)) }
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
      sum += divergence.masked(by: maskBits(codes.rows - row))
      ((offRatio - onRatio) / batch).store(to: slopes + row)
      row += 16
    }
    return sum.treeSum()
  }

  @inline(never)
  package static func addToRows(
    _ values: UnsafePointer<Float>, weight: Float, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: gradient.rows, panels, gradient)
    for half in halves(panels) {
      let mask = gradient.mask(half)
      let target = gradient.half(half)
      for row in 0..<gradient.rows {
        let value = target[row].addingProduct(
          Vector(repeating: weight), Vector(repeating: values[row]))
        target[row] = value.masked(by: mask)
      }
    }
  }
}
