import LaneTypes

/// A tile's memory: 8 lines of 32, in the first-level cache.
@inline(__always)
func withTile(_ body: (UnsafeMutablePointer<Float>) -> Void) {
  withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 64) {
    body($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Float.self))
  }
}

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
  withTile { tile in
    for tileRow in tileRows {
      let rows = min(8, output.rows - tileRow * 8)
      for panel in panels {
        multiplyTile(into: tile, weights, tileRow: tileRow, input, panel: panel)
        let target = output.base + panel * output.panelStride + tileRow * 256
        for row in 0..<rows {
          let shift = Vector(repeating: bias[tileRow * 8 + row])
          for half in 0..<2 {
            let offset = row * 32 + half * 16
            activation.value(Vector(at: tile + offset) + shift).store(to: target + offset)
          }
        }
      }
    }
  }
}
