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
    forEachTile(weights, input, tileRows, panels) { tile, tileRow, panel, line in
      finishLine(tile, tileRow, panel, line, bias, output) {
        Vector.zero.replacing(with: $0, where: $0 .> 0)
      }
    }
  default:
    forEachTile(weights, input, tileRows, panels) { tile, tileRow, panel, line in
      finishLine(tile, tileRow, panel, line, bias, output) { activation.value($0) }
    }
  }
}

@inline(__always)
private func finishLine(
  _ tile: UnsafeMutablePointer<Float>, _ tileRow: Int, _ panel: Int, _ line: Int,
  _ bias: UnsafePointer<Float>, _ output: Panels, activate: (Vector) -> Vector
) {
  let row = tileRow * 8 + line
  guard row < output.rows else { return }
  let target = output.base + panel * output.panelStride + row * 32
  let shift = Vector(repeating: bias[row])
  for half in stride(from: 0, to: 32, by: 16) {
    activate(Vector(at: tile + line * 32 + half) + shift).store(to: target + half)
  }
}
