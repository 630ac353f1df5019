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
  withTile { tile in
    for tileRow in tileRows {
      let rows = min(8, inputGradient.rows - tileRow * 8)
      for panel in panels {
        multiplyTransposedTile(into: tile, weights, tileRow: tileRow, gradient, panel: panel)
        let start = panel * inputGradient.panelStride + tileRow * 256
        for offset in stride(from: 0, to: rows * 32, by: 16) {
          let slope = activation.slope(output: Vector(at: input.base + start + offset))
          (Vector(at: tile + offset) * slope).store(to: inputGradient.base + start + offset)
        }
      }
    }
  }
}
