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
      tile, tileRow, panel, offset in
      finish(tile, tileRow, panel, offset, input, inputGradient) { gradient, output in
        Vector.zero.replacing(with: gradient, where: output .> 0)
      }
    }
  default:
    forEachTile(weights, transposed: true, gradient, tileRows, panels) {
      tile, tileRow, panel, offset in
      finish(tile, tileRow, panel, offset, input, inputGradient) { gradient, output in
        gradient * activation.slope(output: output)
      }
    }
  }
}

@inline(__always)
private func finish(
  _ tile: UnsafeMutablePointer<Float>, _ tileRow: Int, _ panel: Int, _ offset: Int,
  _ input: Panels, _ inputGradient: Panels, descend: (Vector, Vector) -> Vector
) {
  guard tileRow * 8 + offset / 32 < inputGradient.rows else { return }
  let place = panel * inputGradient.panelStride + tileRow * 256 + offset
  descend(Vector(at: tile + offset), Vector(at: input.base + place))
    .store(to: inputGradient.base + place)
}
