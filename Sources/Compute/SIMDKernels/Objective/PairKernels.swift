import Kernels

/// k(s) and its derivative, s being a squared distance.
@inline(__always)
private func value(_ s: Vector, _ kernel: PairKernel) -> (Vector, Vector) {
  if case .gaussian(let width) = kernel {
    let k = exp(s * (-1 / width))
    return (k, k * (-1 / width))
  }
  guard case .inverseMultiquadratic(let width) = kernel else { return (.zero, .zero) }
  // Scales from a tenth to ten times (Tolstikhin et al. 2018, appendix).
  var (sum, slope) = (Vector.zero, Vector.zero)
  var scale: Float = 0.1
  for step in 0..<7 {
    let c = Vector(repeating: scale * width)
    let k = c / (c + s)
    sum += k
    slope -= k * k / c
    // 0.1, 0.2, 0.5, 1, 2, 5, 10.
    scale *= step % 3 == 1 ? 2.5 : 2
  }
  return (sum, slope)
}

extension SIMDKernels {
  @inline(never)
  package static func pairKernels(
    _ a: Panels, _ b: Panels, distinct: Bool, kernel: PairKernel, sums: UnsafeMutablePointer<Float>,
    weight: Float, gradient: Panels?, panels: Range<Int>
  ) {
    checkShapes(rows: a.rows, panels, a, gradient)
    checkShapes(rows: a.rows, 0..<Panels.panels(b.columns), b)
    let lanes = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    for half in halves(panels) {
      let first = half * 16
      let inside = a.mask(half)
      let lines = a.half(half)
      var (sum, rest) = (Vector.zero, Vector.zero)
      for m in 0..<b.columns {
        let column = b.base + m / 32 * b.panelStride + m % 32
        var s = Vector.zero
        for row in 0..<a.rows {
          let difference = lines[row] - column[row * 32]
          s.addProduct(difference, difference)
        }
        var mask = inside
        if distinct {
          let own = Words(repeating: UInt32(truncatingIfNeeded: m &- first))
          mask = mask.replacing(with: Words(repeating: 0), where: lanes .== own)
        }
        let (k, slope) = value(s, kernel)
        addExactly(k.masked(by: mask), to: &sum, &rest)
        guard let gradient else { continue }
        let factor = (slope * (2 * weight)).masked(by: mask)
        let target = gradient.half(half)
        for row in 0..<a.rows {
          target[row] = target[row].addingProduct(factor, lines[row] - column[row * 32])
        }
      }
      (sum + rest).store(to: sums + first)
    }
  }
}
