import LaneTypes

/// The gradient on a layer's input, through the activation that made that input:
/// `inputGradient[i, n] = slope(input[i, n]) · Σ_o weights[o, i] · gradient[o, n]`, for some tiles.
///
/// - Parameters:
///   - weights: `[outputs, inputs]`.
///   - gradient: `[outputs, batch]`.
///   - input: `[inputs, batch]`, the output of `activation`.
///   - inputGradient: `[inputs, batch]`.
@inline(never)
package func denseBackward(
  weights: Panels, gradient: Panels, input: Panels, inputGradient: Panels,
  activation: Activation, tileRows: Range<Int>, panels: Range<Int>
) {
  // The usual activation on its own, as in `denseForward`.
  switch activation {
  case .relu:
    forEachTile(weights, transposed: true, gradient, tileRows, panels) {
      tile, tileRow, panel, line in
      finishLine(tile, tileRow, panel, line, input, inputGradient) { gradient, output in
        Vector.zero.replacing(with: gradient, where: output .> 0)
      }
    }
  default:
    forEachTile(weights, transposed: true, gradient, tileRows, panels) {
      tile, tileRow, panel, line in
      finishLine(tile, tileRow, panel, line, input, inputGradient) { gradient, output in
        gradient * activation.slope(output: output)
      }
    }
  }
}

@inline(__always)
private func finishLine(
  _ tile: UnsafeMutablePointer<Float>, _ tileRow: Int, _ panel: Int, _ line: Int,
  _ input: Panels, _ inputGradient: Panels, descend: (Vector, Vector) -> Vector
) {
  let row = tileRow * 8 + line
  guard row < inputGradient.rows else { return }
  let start = panel * inputGradient.panelStride + row * 32
  for half in stride(from: 0, to: 32, by: 16) {
    let output = Vector(at: input.base + start + half)
    descend(Vector(at: tile + line * 32 + half), output)
      .store(to: inputGradient.base + start + half)
  }
}
