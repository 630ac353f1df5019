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
  forEachTile(weights, transposed: true, gradient, tileRows, panels) { tile, tileRow, panel, line in
    let row = tileRow * 8 + line
    guard row < inputGradient.rows else { return }
    let start = panel * inputGradient.panelStride + row * 32
    for half in stride(from: 0, to: 32, by: 16) {
      let slope = activation.slope(output: Vector(at: input.base + start + half))
      (Vector(at: tile + line * 32 + half) * slope).store(to: inputGradient.base + start + half)
    }
  }
}
