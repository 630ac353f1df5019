import Kernels

extension LaplaceLikelihood: LikelihoodArithmetic {
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    forEachPixel(tile, scale, laplace)
  }

  /// By the inverse of the distribution function: μ + b·log 2u in the lower half, its mirror image above.
  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    forEachOutput(outputs, result, panel, scale) { location, scale, u in
      let step = scale * log(u.replacing(with: 1 - u, where: u .> 0.5) * 2)
      return location + step.replacing(with: -step, where: u .> 0.5)
    }
  }

  static func leastLosses(_: Panels, _: Int, _ result: UnsafeMutablePointer<Float>) {
    leastLossesOfZero(result)
  }
}

/// −log p(x|μ, b) = |x − μ|/b + log b, without the constant log 2. Where x = μ the slope is 0.
@inline(__always)
private func laplace(
  _ location: Vector, _ log: Vector, _ inverse: Vector, _ x: Vector
) -> (loss: Vector, slope: Vector, scaleSlope: Vector) {
  let difference = location - x
  let distance = difference.magnitude * inverse
  let sign = Words(repeating: 0x8000_0000) & difference.bits
  let slope = Vector(bits: inverse.bits | sign)
    .replacing(with: Vector.zero, where: difference .== 0)
  return (distance + log, slope, 1 - distance)
}
