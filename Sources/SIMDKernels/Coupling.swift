import Kernels

extension SIMDKernels {
  @inline(never)
  package static func couplingForward(
    parameters: Panels, input: Panels, output: Panels, logDeterminant: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    for panel in panels {
      let shifts = parameters.base + panel * parameters.panelStride
      let source = input.base + panel * input.panelStride
      let target = output.base + panel * output.panelStride
      for half in 0..<2 {
        var sum = Vector.zero
        for row in 0..<output.rows {
          let offset = row * 32 + half * 16
          let line = shifts + output.rows * 32 + offset
          let s = boundedScale(Vector(at: line))
          s.store(to: line)
          exp(s).times(Vector(at: source + offset), plus: Vector(at: shifts + offset))
            .store(to: target + offset)
          sum += s
        }
        let line = logDeterminant + panel * 32 + half * 16
        (Vector(at: line) + sum).store(to: line)
      }
    }
  }

  @inline(never)
  package static func couplingInverse(
    parameters: Panels, output: Panels, input: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      let shifts = parameters.base + panel * parameters.panelStride
      let source = output.base + panel * output.panelStride
      let target = input.base + panel * input.panelStride
      for half in 0..<2 {
        for row in 0..<input.rows {
          let offset = row * 32 + half * 16
          let s = boundedScale(Vector(at: shifts + input.rows * 32 + offset))
          ((Vector(at: source + offset) - Vector(at: shifts + offset)) * exp(-s))
            .store(to: target + offset)
        }
      }
    }
  }

  @inline(never)
  package static func couplingBackward(
    parameters: Panels, input: Panels, gradient: Panels, weights: UnsafePointer<Float>, batch: Int,
    parameterGradient: Panels, panels: Range<Int>
  ) {
    let wide = gradient.rows * 32
    for panel in panels {
      let scales = parameters.base + panel * parameters.panelStride + wide
      let source = input.base + panel * input.panelStride
      let incoming = gradient.base + panel * gradient.panelStride
      let target = parameterGradient.base + panel * parameterGradient.panelStride
      for half in 0..<2 {
        let mask = drawMask(batch: batch, panel: panel, half: half)
        let weight = Vector(bits: Vector(at: weights + panel * 32 + half * 16).bits & mask)
        for row in 0..<gradient.rows {
          let offset = row * 32 + half * 16
          let s = Vector(at: scales + offset)
          let dy = Vector(at: incoming + offset)
          let dx = dy * exp(s)
          let ratio = s * (1 / CouplingScale.bound)
          dy.store(to: target + offset)
          ((dx * Vector(at: source + offset) - weight) * (1 - ratio * ratio))
            .store(to: target + wide + offset)
          dx.store(to: incoming + offset)
        }
      }
    }
  }

  @inline(never)
  package static func copyDraws(
    _ source: Panels, batch: Int, into result: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let mask = drawMask(batch: batch, panel: panel, half: half)
        for row in 0..<result.rows {
          let offset = row * 32 + half * 16
          let value = Vector(at: source.base + panel * source.panelStride + offset)
          Vector(bits: value.bits & mask)
            .store(to: result.base + panel * result.panelStride + offset)
        }
      }
    }
  }
}

@inline(__always)
private func boundedScale(_ raw: Vector) -> Vector {
  hyperbolicTangent(raw * (1 / CouplingScale.bound)) * CouplingScale.bound
}

/// All ones in the lanes of examples, where draws of `batch` examples are side by side in whole panels.
@inline(__always)
private func drawMask(batch: Int, panel: Int, half: Int) -> Words {
  maskBits(batch - panel % Panels.panels(batch) * 32 - half * 16)
}
