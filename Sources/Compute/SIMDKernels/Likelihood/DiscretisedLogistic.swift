import Kernels

extension DiscretisedLogisticLikelihood: LikelihoodArithmetic {
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    forEachPixel(tile, scale, discretisedLogistic)
  }

  /// E[x|μ, s] = Σ_k P(x ≥ k/255)/255 over k = 1...255: what is beyond 0...1 is drawn to its ends, so μ
  /// itself is not the mean.
  @inline(never)
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale) {
    forEachOutput(outputs, result, panel, scale) { location, scale, _ in
      let inverse = 1 / scale
      var sum = Vector.zero
      for bin in 0..<255 {
        let limit = (Float(bin) + 0.5) / 255
        let a = (location - limit) * inverse
        sum += logistic(a, decay: decay(a))
      }
      return sum / 255
    }
  }

  /// The mean of `means` with a = (μ − limit)/s, and its derivatives: Σ σ'(a)/(255s) by μ, and −Σ a·σ'(a)/255 by log s
  /// where `slopes` has rows for them.
  @inline(never)
  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _ scale: LikelihoodScale
  ) {
    let (source, means, target) = (outputs.panel(panel), mean.panel(panel), slopes.panel(panel))
    let below = mean.rows * 2
    let hasScales = outputs.rows > mean.rows
    for piece in 0..<below {
      let raw = hasScales ? source[below + piece] : Vector.zero
      let log = scale.cut(raw)
      let inverse = 1 / (hasScales ? exp(log) : Vector(repeating: scale.value))
      let location = source[piece]
      var (sum, slope, scaleSlope) = (Vector.zero, Vector.zero, Vector.zero)
      for bin in 0..<255 {
        let limit = (Float(bin) + 0.5) / 255
        let a = (location - limit) * inverse
        let e = decay(a)
        let whole = e + 1
        let density = e / (whole * whole)
        sum += logistic(a, decay: e)
        slope += density
        scaleSlope -= a * density
      }
      means[piece] = sum / 255
      target[piece] = slope * inverse / 255
      guard hasScales else { continue }
      target[below + piece] = (scaleSlope / 255).replacing(with: Vector.zero, where: raw .!= log)
    }
  }

  /// A draw from the logistic distribution, rounded to a multiple of 1/255 within 0...1.
  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    forEachOutput(outputs, result, panel, scale) { location, scale, u in
      let x = location.addingProduct(scale, log(u) - log(1 - u))
      let bounded = x.replacing(with: Vector.zero, where: x .< 0)
        .replacing(with: Vector(repeating: 1), where: x .> 1)
      return (bounded * 255).rounded(.toNearestOrEven) / 255
    }
  }

  static func leastLosses(_: Panels, _: Int, _ result: UnsafeMutablePointer<Float>) {
    leastLossesOfZero(result)
  }
}

/// −log of a bin's probability under the logistic distribution, σ(a) − σ(b) with
/// a = (x + 1/510 − μ)/s and b = (x − 1/510 − μ)/s (Salimans et al. 2017, PixelCNN++, section 2.1). The
/// bins of 0 and 1 are open to their side: σ(a) and 1 − σ(b). A pixel that is no multiple of 1/255
/// has a bin around it likewise; within half a bin of 0 or 1 it counts as those.
///
/// The difference is σ(a)·σ(−b)·(1 − exp(−δ)) with δ = a − b = 1/(255s), so its logarithm is
/// −softplus(−a) − softplus(b) + log(1 − exp(−δ)), which neither cancels nor underflows.
@inline(__always)
private func discretisedLogistic(
  _ location: Vector, _: Vector, _ inverse: Vector, _ x: Vector
) -> (loss: Vector, slope: Vector, scaleSlope: Vector) {
  let (opensBelow, opensAbove) = (x .< (1 / 510), x .> (1 - 1 / 510))
  let opens = opensBelow .| opensAbove
  let a = (x - location + 1 / 510) * inverse
  let b = (x - location - 1 / 510) * inverse
  let (decayA, decayB) = (decay(a), decay(b))
  let width = inverse * (1 / 255)
  let decayWidth = exp(-width)
  let ratio = oneMinusExpRatio(width, decay: decayWidth)
  let above = logOnePlusExp(-a, decay: decayA)
    .replacing(with: Vector.zero, where: opensAbove)
  let below = logOnePlusExp(b, decay: decayB)
    .replacing(with: Vector.zero, where: opensBelow)
  let both = log(width * ratio).replacing(with: Vector.zero, where: opens)
  let slopeA = logistic(-a, decay: decayA).replacing(with: Vector.zero, where: opensAbove)
  let slopeB = logistic(b, decay: decayB).replacing(with: Vector.zero, where: opensBelow)
  // −d log(1 − exp(−δ))/d log s = δ/(exp(δ) − 1).
  let slopeWidth = (decayWidth / ratio).replacing(with: Vector.zero, where: opens)
  return (
    above + below - both, (slopeA - slopeB) * inverse, a * slopeA - b * slopeB + slopeWidth
  )
}
