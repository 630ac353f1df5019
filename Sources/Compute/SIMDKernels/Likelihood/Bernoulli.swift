import Kernels

extension BernoulliLikelihood: LikelihoodArithmetic {
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    if tile.gradient == nil { bernoulliLossesAlone(tile) } else { forEachPixel(tile, bernoulli) }
  }

  /// E[x|l] = σ(l).
  @inline(never)
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale) {
    forEachOutput(outputs, result, panel) { l, _ in logistic(l, decay: decay(l)) }
  }

  /// The mean σ(l), and its derivative σ'(l) = exp(−|l|)/(1 + exp(−|l|))².
  @inline(never)
  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _ scale: LikelihoodScale
  ) {
    forEachMean(outputs, mean, slopes, panel) { l in
      let e = decay(l)
      let whole = e + 1
      return (logistic(l, decay: e), e / (whole * whole))
    }
  }

  /// 0 or 1.
  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    forEachOutput(outputs, result, panel) { l, uniform in
      let mean = logistic(l, decay: decay(l))
      return Vector.zero.replacing(with: Vector(repeating: 1), where: uniform .< mean)
    }
  }

  /// The entropy −Σ x·log x + (1 − x)·log(1 − x). Zero where all are 0 or 1.
  @inline(never)
  static func leastLosses(_ target: Panels, _ panel: Int, _ result: UnsafeMutablePointer<Float>) {
    for half in 0..<2 {
      let lines = target.half(panel * 2 + half)
      var (sum, rest) = (Vector.zero, Vector.zero)
      for row in 0..<target.rows {
        let x = lines[row]
        addExactly(surprise(x) + surprise(1 - x), to: &sum, &rest)
      }
      (sum + rest).store(to: result + half * 16)
    }
  }
}

/// Losses without a gradient: one logarithm a tile, since Σ log(1 + e) = log Π(1 + e). The product is kept
/// less 1, at most 2⁸, so that small terms lose no digits.
@inline(__always)
private func bernoulliLossesAlone(_ tile: LikelihoodTile) {
  for half in 0..<2 {
    var (sum, product) = (Vector.zero, Vector.zero)
    for line in 0..<tile.lines {
      let offset = line * 32 + half * 16
      let (l, x) = (Vector(at: tile.outputs + offset), Vector(at: tile.pixels + offset))
      let e = decay(l)
      product = e.times(product, plus: product + e)
      sum += Vector.zero.replacing(with: l, where: l .> 0) - x * l
    }
    (sum + logOnePlusAny(product)).store(to: tile.losses + half * 16)
  }
}

/// −log p(x|l) = softplus(l) − x·l from the logit l, never log(0).
@inline(__always)
private func bernoulli(_ l: Vector, _ x: Vector) -> (loss: Vector, slope: Vector) {
  let e = decay(l)
  return (logOnePlusExp(l, decay: e) - x * l, logistic(l, decay: e) - x)
}

/// −p·log p, and 0 for a p too small for the logarithm: there it is below 1e-36.
@inline(__always)
private func surprise(_ p: Vector) -> Vector {
  -p * log(p.replacing(with: Vector(repeating: 1), where: p .< 1.2e-38))
}
