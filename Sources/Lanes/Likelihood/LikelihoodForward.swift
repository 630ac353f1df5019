import LaneTypes

/// The decoder's last layer and the likelihood in one pass: for some tiles of the outputs
/// `Σ_i weights[o, i] · input[i, n] + bias[o]`, the loss −log p(x|z) and its gradient. For likelihoods
/// with one output a pixel.
///
/// - Parameters:
///   - weights: `[pixels, inputs]`; bias: `[pixels]`; input: `[inputs, batch]`.
///   - target: the pixels, `[pixels, batch]`.
///   - gradient: `[pixels, batch]`, the loss's gradient times `scale`, zero beyond the batch.
///     `nil` where only the loss is asked for.
///   - losses: one line of 32 a tile, `[panels, tiles, 32]`: the loss of the tile's pixels in nats
///     per image. Their sum over the tiles is an image's loss, up to a constant that no output moves:
///     the caller adds it, once an image.
///   - scaleSlopes: `[panels, tiles, 32]`, as `losses`: their derivatives by `logScale`, not
///     multiplied by anything. `nil` where the scale is not shared.
///   - logScale: the logarithm of a scale that all pixels share.
@inline(never)
package func likelihoodForward(
  weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels,
  gradient: Panels?, losses: UnsafeMutablePointer<Float>,
  scaleSlopes: UnsafeMutablePointer<Float>?, likelihood: Likelihood, logScale: Float, scale: Float,
  tileRows: Range<Int>, panels: Range<Int>
) {
  let tiles = Panels.tiles(target.rows)
  let spread = LikelihoodScale(likelihood, logScale: logScale)
  withTile { outputs in
    forEachTile(weights, input, tileRows, panels) { tileRow, _, offset, sums in
      let row = tileRow * 8 + offset / 32
      guard row < target.rows else { return }
      (sums + bias[row]).store(to: outputs + offset)
    } tileDone: { tileRow, panel in
      let place = panel * target.panelStride + tileRow * 256
      let line = (panel * tiles + tileRow) * 32
      tileLosses(
        LikelihoodTile(
          outputs: outputs, logScales: nil, pixels: target.base + place,
          gradient: gradient.map { $0.base + panel * $0.panelStride + tileRow * 256 },
          logScaleGradient: nil, losses: losses + line,
          scaleSlopes: scaleSlopes.map { $0 + line }, lines: min(8, target.rows - tileRow * 8),
          columns: target.columns - panel * 32, weight: scale), likelihood, spread)
    }
  }
}
