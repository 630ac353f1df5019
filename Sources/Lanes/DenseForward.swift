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
  // The usual activation on its own, while the sums are in registers: a call for every line would
  // move them out.
  if case .relu = activation {
    forEachTile(weights, input, tileRows, panels) { tileRow, panel, offset, sums in
      let row = tileRow * 8 + offset / 32
      guard row < output.rows else { return }
      let value = sums + bias[row]
      Vector.zero.replacing(with: value, where: value .> 0)
        .store(to: output.base + panel * output.panelStride + tileRow * 256 + offset)
    }
    return
  }
  forEachTile(weights, input, tileRows, panels) { tileRow, panel, offset, sums in
    let row = tileRow * 8 + offset / 32
    guard row < output.rows else { return }
    (sums + bias[row]).store(
      to: output.base + panel * output.panelStride + tileRow * 256 + offset)
  } tileDone: { tileRow, panel in
    if case .identity = activation { return }
    let tile = output.base + panel * output.panelStride + tileRow * 256
    for piece in 0..<min(8, output.rows - tileRow * 8) * 2 {
      let line = tile + piece * 16
      activation.value(Vector(at: line)).store(to: line)
    }
  }
}
