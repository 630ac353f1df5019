import Kernels

extension ContinuousBernoulliLikelihood: LikelihoodArithmetic {
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    forEachPixel(tile, continuousBernoulli)
  }

  @inline(never)
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale) {
    forEachOutput(outputs, result, panel) { l, _ in continuousBernoulliMean(l) }
  }

  @inline(never)
  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _ scale: LikelihoodScale
  ) {
    forEachMean(outputs, mean, slopes, panel) {
      (continuousBernoulliMean($0), continuousBernoulliMeanSlope($0))
    }
  }

  /// By the inverse of the distribution function, which for l < 0 and y = |l| is
  /// −log(1 − u·(1 − exp(−y)))/y; for l > 0, 1 minus that of 1 − u.
  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    forEachOutput(outputs, result, panel) { l, u in
      // The uniform distribution beside l = 0, without a division by zero.
      let least = Vector(repeating: 1e-20)
      let magnitude = l.magnitude
      let y = magnitude.replacing(with: least, where: magnitude .< least)
      let v = u.replacing(with: 1 - u, where: l .> 0) * (y * oneMinusExpRatio(y, decay: exp(-y)))
      let rest = 1 - v
      let x = (-log(rest)).replacing(with: logOnePlus(v / rest), where: v .< 0.5) / y
      let bounded = x.replacing(with: Vector(repeating: 1), where: x .> 1)
      return bounded.replacing(with: 1 - bounded, where: l .> 0)
    }
  }

  static func leastLosses(_: Panels, _: Int, _ result: UnsafeMutablePointer<Float>) {
    leastLossesOfZero(result)
  }
}

/// The density on 0...1 that is proportional to exp(x·l), l the logit of λ (Loaiza-Ganem & Cunningham
/// 2019): −log p(x|l) = log((exp(l) − 1)/l) − x·l = max(l, 0) + log((1 − exp(−|l|))/|l|) − x·l. In the
/// paper's words it is softplus(l) − x·l − log C with C = l/tanh(l/2), 2 at l = 0.
///
/// The loss errs by less than 8 units of 2⁻²⁴ times 1 + |l|, the slope by less than 12 of them.
@inline(__always)
private func continuousBernoulli(_ l: Vector, _ x: Vector) -> (loss: Vector, slope: Vector) {
  let ratio = oneMinusExpRatio(l.magnitude, decay: decay(l))
  let normaliser = Vector.zero.replacing(with: l, where: l .> 0) + log(ratio)
  return (normaliser - x * l, continuousBernoulliMean(l) - x)
}

/// E[x|l] = 1/(1 − exp(−l)) − 1/l, which is not λ. For y = |l| ≥ 1 as it stands, or 1 minus that where
/// l < 0; nearer to 0, where both terms grow, by its series ½ + l/12 − l³/720 + l⁵/30240 − l⁷/1209600 +
/// l⁹/47900160, which leaves less than 6e-10.
@inline(__always)
private func continuousBernoulliMean(_ l: Vector) -> Vector {
  let y = l.magnitude
  let above = 1 / (1 - decay(l)) - 1 / y
  let q = l * l
  var p = q.times(1 / 47_900_160, plus: -1 / 1_209_600)
  p = p.times(q, plus: Vector(repeating: 1 / 30_240))
  p = p.times(q, plus: Vector(repeating: -1 / 720))
  p = p.times(q, plus: Vector(repeating: 1 / 12))
  return above.replacing(with: 1 - above, where: l .< 0)
    .replacing(with: p.times(l, plus: Vector(repeating: 0.5)), where: y .< 1)
}

/// The derivative of the mean, 1/l² − exp(−y)/(1 − exp(−y))² with y = |l|; for y < 1, where both terms
/// grow, that of the mean's series.
@inline(__always)
private func continuousBernoulliMeanSlope(_ l: Vector) -> Vector {
  let e = decay(l)
  let rest = 1 - e
  let q = l * l
  var p = q.times(1 / 5_322_240, plus: -1 / 172_800)
  p = p.times(q, plus: Vector(repeating: 1 / 6048))
  p = p.times(q, plus: Vector(repeating: -1 / 240))
  p = p.times(q, plus: Vector(repeating: 1 / 12))
  return (1 / q - e / (rest * rest)).replacing(with: p, where: q .< 1)
}
