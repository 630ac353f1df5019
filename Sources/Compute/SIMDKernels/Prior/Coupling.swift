import Kernels

extension SIMDKernels {
  @inline(never)
  package static func couplingForward(
    parameters: Panels, input: Panels, output: Panels, logDeterminant: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: output.rows, panels, input, output, twice: parameters)
    let rows = output.rows
    for half in halves(panels) {
      let shifts = parameters.half(half)
      let (source, target) = (input.half(half), output.half(half))
      var sum = Vector.zero
      for row in 0..<rows {
        let s = boundedScale(shifts[rows + row])
        shifts[rows + row] = s
        target[row] = exp(s).times(source[row], plus: shifts[row])
        sum += s
      }
      let line = logDeterminant + half * 16
      (Vector(at: line) + sum).store(to: line)
    }
  }

  @inline(never)
  package static func couplingInverse(
    parameters: Panels, output: Panels, input: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: input.rows, panels, input, output, twice: parameters)
    let rows = input.rows
    for half in halves(panels) {
      let shifts = parameters.half(half)
      let (source, target) = (output.half(half), input.half(half))
      for row in 0..<rows {
        let s = boundedScale(shifts[rows + row])
        target[row] = (source[row] - shifts[row]) * exp(-s)
      }
    }
  }

  @inline(never)
  package static func couplingBackward(
    parameters: Panels, input: Panels, gradient: Panels, weights: UnsafePointer<Float>, batch: Int,
    parameterGradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: gradient.rows, panels, input, gradient, twice: parameters, parameterGradient)
    let rows = gradient.rows
    for half in halves(panels) {
      let (scales, source) = (parameters.half(half), input.half(half))
      let (incoming, target) = (gradient.half(half), parameterGradient.half(half))
      let weight = Vector(at: weights + half * 16).masked(by: drawMask(batch: batch, half: half))
      for row in 0..<rows {
        let s = scales[rows + row]
        let dy = incoming[row]
        let dx = dy * exp(s)
        let ratio = s * (1 / CouplingScale.bound)
        target[row] = dy
        target[rows + row] = (dx * source[row] - weight) * (1 - ratio * ratio)
        incoming[row] = dx
      }
    }
  }

  @inline(never)
  package static func copyDraws(
    _ source: Panels, batch: Int, into result: Panels, panels: Range<Int>
  ) {
    checkShape(batch > 0)
    checkShapes(rows: result.rows, panels, source, result)
    for half in halves(panels) {
      let mask = drawMask(batch: batch, half: half)
      let (from, to) = (source.half(half), result.half(half))
      for row in 0..<result.rows { to[row] = from[row].masked(by: mask) }
    }
  }
}

@inline(__always)
private func boundedScale(_ raw: Vector) -> Vector {
  hyperbolicTangent(raw * (1 / CouplingScale.bound)) * CouplingScale.bound
}

/// All ones in the lanes of examples, where draws of `batch` examples are side by side in whole panels.
@inline(__always)
private func drawMask(batch: Int, half: Int) -> Words {
  maskBits(batch - half % (Panels.panels(batch) * 2) * 16)
}
