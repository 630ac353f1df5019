import Kernels

extension SIMDKernels {
  @inline(never)
  package static func activationBackward(
    output: Panels, activation: Activation, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: output.rows, panels, output, gradient)
    for half in halves(panels) {
      let mask = output.mask(half)
      let (y, target) = (output.half(half), gradient.half(half))
      for row in 0..<output.rows {
        target[row] = (target[row] * activation.slope(kept: y[row])).masked(by: mask)
      }
    }
  }
}
