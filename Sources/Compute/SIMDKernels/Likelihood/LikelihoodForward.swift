import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodForward(
    weights: Panels, bias: UnsafePointer<Float>, input: Panels, target: Panels, gradient: Panels?,
    losses: UnsafeMutablePointer<Float>, scaleSlopes: UnsafeMutablePointer<Float>?,
    likelihood: Likelihood, logScale: Float, scale: Float, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkProduct(weights, input, target, tileRows, panels)
    checkShapes(rows: target.rows, panels, target, gradient)
    checkShape(likelihood.outputsPerPixel == 1)
    let tiles = Panels.tiles(target.rows)
    let spread = LikelihoodScale(likelihood, logScale: logScale)
    let kind = arithmetic(likelihood)
    withTile { outputs in
      forEachTile(weights, input, tileRows, panels) { tileRow, _, offset, sums in
        let row = tileRow * 8 + offset / 32
        guard row < target.rows else { return }
        (sums + bias[row]).store(to: outputs + offset)
      } tileDone: { tileRow, panel in
        let place = panel * target.panelStride + tileRow * 256
        let line = (panel * tiles + tileRow) * 32
        kind.losses(
          LikelihoodTile(
            outputs: outputs, logScales: nil, pixels: target.base + place,
            gradient: gradient.map { $0.base + panel * $0.panelStride + tileRow * 256 },
            logScaleGradient: nil, losses: losses + line,
            scaleSlopes: scaleSlopes.map { $0 + line }, lines: min(8, target.rows - tileRow * 8),
            columns: target.columns - panel * 32, weight: scale), spread)
      }
    }
  }
}
