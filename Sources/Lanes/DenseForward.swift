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
  // The usual activation on its own: a call for every line would move the sums out of registers.
  switch activation {
  case .relu:
    forEachTile(weights, input, tileRows, panels) { tile, tileRow, panel, offset in
      finish(tile, tileRow, panel, offset, bias, output) {
        Vector.zero.replacing(with: $0, where: $0 .> 0)
      }
    }
  default:
    forEachTile(weights, input, tileRows, panels) { tile, tileRow, panel, offset in
      finish(tile, tileRow, panel, offset, bias, output) { activation.value($0) }
    }
  }
}

@inline(__always)
private func finish(
  _ tile: UnsafeMutablePointer<Float>, _ tileRow: Int, _ panel: Int, _ offset: Int,
  _ bias: UnsafePointer<Float>, _ output: Panels, activate: (Vector) -> Vector
) {
  let row = tileRow * 8 + offset / 32
  guard row < output.rows else { return }
  activate(Vector(at: tile + offset) + bias[row])
    .store(to: output.base + panel * output.panelStride + tileRow * 256 + offset)
}
