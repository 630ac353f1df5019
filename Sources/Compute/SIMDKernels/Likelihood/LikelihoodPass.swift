import Kernels

extension SIMDKernels {
  @inline(never)
  package static func likelihoodPass(
    outputs: Panels, target: Panels, gradient: Panels?, losses: UnsafeMutablePointer<Float>,
    scaleSlopes: UnsafeMutablePointer<Float>?, likelihood: Likelihood, logScale: Float,
    scale: Float, tileRows: Range<Int>, panels: Range<Int>
  ) {
    checkShapes(rows: target.rows * likelihood.outputsPerPixel, panels, outputs, gradient)
    checkShape(target.has(tileRows: tileRows))
    checkShapes(rows: target.rows, panels, target)
    let tiles = Panels.tiles(target.rows)
    let spread = LikelihoodScale(likelihood, logScale: logScale)
    let kind = arithmetic(likelihood)
    let below: Int? = likelihood.outputsPerPixel == 2 ? target.rows * 32 : nil
    for tileRow in tileRows {
      for panel in panels {
        let place = panel * outputs.panelStride + tileRow * 256
        let line = (panel * tiles + tileRow) * 32
        let results = gradient.map { $0.base + panel * $0.panelStride + tileRow * 256 }
        kind.losses(
          LikelihoodTile(
            outputs: outputs.base + place, logScales: below.map { outputs.base + place + $0 },
            pixels: target.base + panel * target.panelStride + tileRow * 256, gradient: results,
            logScaleGradient: below.flatMap { below in results.map { $0 + below } },
            losses: losses + line, scaleSlopes: scaleSlopes.map { $0 + line },
            lines: min(8, target.rows - tileRow * 8), columns: target.columns - panel * 32,
            weight: scale), spread)
      }
    }
  }
}
