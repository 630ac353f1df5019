import Kernels

extension SIMDKernels {
  @inline(never)
  package static func activationBackward(
    output: Panels, activation: Activation, gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(output.columns - panel * 32 - half * 16)
        for row in 0..<output.rows {
          let offset = row * 32 + half * 16
          let y = Vector(at: output.base + panel * output.panelStride + offset)
          let line = gradient.base + panel * gradient.panelStride + offset
          let value = Vector(at: line) * activation.slope(kept: y)
          Vector(bits: value.bits & mask).store(to: line)
        }
      }
    }
  }
}
