import LaneTypes

/// `output[o, n] = activation(Σ_i weights[o, i] · input[i, n] + bias[o])`, for some tiles.
///
/// - Parameters:
///   - weights: `[outputs, inputs]`.
///   - bias: `[outputs]`.
///   - input: `[inputs, batch]`.
///   - output: `[outputs, batch]`.
@inline(never)
package func denseForward(
  weights: Panels, bias: UnsafePointer<Float>, input: Panels, output: Panels,
  activation: Activation, tileRows: Range<Int>, panels: Range<Int>
) {
  forEachTile(weights, input, tileRows, panels) { tile, tileRow, panel, line in
    let row = tileRow * 8 + line
    guard row < output.rows else { return }
    let target = output.base + panel * output.panelStride + row * 32
    let shift = Vector(repeating: bias[row])
    for half in stride(from: 0, to: 32, by: 16) {
      activation.value(Vector(at: tile + line * 32 + half) + shift).store(to: target + half)
    }
  }
}
