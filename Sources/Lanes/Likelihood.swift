import LaneTypes

/// The decoder's last layer and the likelihood in one pass: for some tiles of the logits
/// `Σ_i weights[o, i] · input[i, n] + bias[o]`, the loss −log p(x|z) and its gradient.
///
/// - Parameters:
///   - weights: `[pixels, inputs]`; bias: `[pixels]`; input: `[inputs, batch]`.
///   - target: the pixels, `[pixels, batch]`.
///   - gradient: `[pixels, batch]`, the loss's gradient times `scale`, zero beyond the batch.
///     `nil` where only the loss is asked for.
///   - losses: one line of 32 a tile, `[panels, tiles, 32]`: the loss of the tile's pixels in nats
///     per image. Their sum over the tiles is an image's loss.
@inline(never)
package func likelihoodForward(
  weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels,
  gradient: Panels?, losses: UnsafeMutablePointer<Float>, likelihood: Likelihood, scale: Float,
  tileRows: Range<Int>, panels: Range<Int>
) {
  let tiles = Panels.tiles(target.rows)
  withTile { outputs in
    forEachTile(weights, input, tileRows, panels) { tileRow, _, offset, sums in
      let row = tileRow * 8 + offset / 32
      guard row < target.rows else { return }
      (sums + bias[row]).store(to: outputs + offset)
    } tileDone: { tileRow, panel in
      let place = panel * target.panelStride + tileRow * 256
      let result = losses + (panel * tiles + tileRow) * 32
      let lines = min(8, target.rows - tileRow * 8)
      for half in 0..<2 {
        let mask = maskBits(target.columns - panel * 32 - half * 16)
        var sum = Vector.zero
        for line in 0..<lines {
          let offset = line * 32 + half * 16
          let pixels = Vector(at: target.base + place + offset)
          let (loss, slope) = lossAndSlope(likelihood, Vector(at: outputs + offset), pixels)
          sum += loss
          if let gradient {
            Vector(bits: (slope * scale).bits & mask).store(to: gradient.base + place + offset)
          }
        }
        sum.store(to: result + half * 16)
      }
    }
  }
}

/// −log p(x|l) of one pixel and its derivative by the decoder's output.
@inline(__always)
private func lossAndSlope(_ likelihood: Likelihood, _ output: Vector, _ pixel: Vector)
  -> (loss: Vector, slope: Vector)
{
  switch likelihood {
  case .bernoulli:
    // From the logit l: softplus(l) − x·l, never log(0).
    let e = decay(output)
    return (
      logOnePlusExp(output, decay: e) - pixel * output, logistic(output, decay: e) - pixel
    )
  case .gaussian(let variance):
    let difference = output - pixel
    let slope = difference / variance
    // ½ log 2πc does not depend on the pixel: the caller adds it, once an image.
    return (difference * slope * 0.5, slope)
  }
}

/// An image's loss: the sum of its column over the tiles, in ascending order.
///
/// - Parameters:
///   - losses: `[panels, tiles, 32]`, from `likelihoodForward`.
///   - result: `[panels · 32]`.
@inline(never)
package func sumLosses(
  _ losses: UnsafePointer<Float>, tiles: Int, result: UnsafeMutablePointer<Float>,
  panels: Range<Int>
) {
  for panel in panels {
    var (low, high) = (Vector.zero, Vector.zero)
    for tile in 0..<tiles {
      low += Vector(at: losses + (panel * tiles + tile) * 32)
      high += Vector(at: losses + (panel * tiles + tile) * 32 + 16)
    }
    low.store(to: result + panel * 32)
    high.store(to: result + panel * 32 + 16)
  }
}
