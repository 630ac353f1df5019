import Kernels

extension GaussianLikelihood: LikelihoodArithmetic {
  static var noise: DrawNoise { .normal }

  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    forEachPixel(tile, scale, gaussian)
  }

  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    forEachOutput(outputs, result, panel, scale) { location, variance, normal in
      location.addingProduct(variance.squareRoot(), normal)
    }
  }

  static func leastLosses(_: Panels, _: Int, _ result: UnsafeMutablePointer<Float>) {
    leastLossesOfZero(result)
  }
}

/// −log p(x|μ, σ²) = ½(x − μ)²/σ² + ½ log σ², without the constant ½ log 2π.
@inline(__always)
private func gaussian(
  _ location: Vector, _ log: Vector, _ inverse: Vector, _ x: Vector
) -> (loss: Vector, slope: Vector, scaleSlope: Vector) {
  let difference = location - x
  let slope = difference * inverse
  let square = difference * slope
  return ((square + log) * 0.5, slope, (1 - square) * 0.5)
}
