import Kernels

extension PoissonLikelihood: LikelihoodArithmetic {
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _: LikelihoodScale) { forEachPixel(tile, poisson) }

  /// E[x|l] = λ = exp(l).
  @inline(never)
  static func means(_ outputs: Panels, _ result: Panels, _ panel: Int, _: LikelihoodScale) {
    forEachOutput(outputs, result, panel) { l, _ in exp(l) }
  }

  @inline(never)
  static func meanSlopes(
    _ outputs: Panels, _ mean: Panels, _ slopes: Panels, _ panel: Int, _: LikelihoodScale
  ) {
    forEachMean(outputs, mean, slopes, panel) { l in
      let rate = exp(l)
      return (rate, rate)
    }
  }

  static var noise: DrawNoise { .none }

  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _: LikelihoodScale, _ source: DrawSource
  ) {
    for row in 0..<result.rows {
      for half in 0..<2 {
        let examples = UnsafeRawPointer(source.examples + panel * 32 + half * 16)
          .loadUnaligned(as: Words.self)
        let offset = row * 32 + half * 16
        let l = Vector(at: outputs.base + panel * outputs.panelStride + offset)
        let rate = exp(l)
        let isSmall = rate .< 10
        let few = smallCounts(rate, unit(draw(examples, attempt: 0, block: row, source.key).0))
        let many = largeCounts(l, rate, isSmall, examples, row, source.key)
        // What is no number stays none.
        (many.replacing(with: few, where: isSmall) + (l - l))
          .store(to: result.base + panel * result.panelStride + offset)
      }
    }
  }

  /// −log P(x|x), where the rate is the count itself.
  @inline(never)
  static func leastLosses(_ target: Panels, _ panel: Int, _ result: UnsafeMutablePointer<Float>) {
    let lines = target.base + panel * target.panelStride
    for half in 0..<2 {
      var (sum, rest) = (Vector.zero, Vector.zero)
      for row in 0..<target.rows {
        addExactly(leastLoss(Vector(at: lines + row * 32 + half * 16)), to: &sum, &rest)
      }
      (sum + rest).store(to: result + half * 16)
    }
  }
}

/// −log P(x|l) = exp(l) − x·l + log x!, as Loader (2000) splits it, so that no large terms cancel: with
/// t = log x − l it is x·(exp(−t) − 1 + t), which is 0 where the rate is x, and what the data alone decide,
/// `leastLoss`. For x = 0 it is exp(l).
@inline(__always)
private func poisson(_ l: Vector, _ x: Vector) -> (loss: Vector, slope: Vector) {
  let rate = exp(l)
  let t = log(x.replacing(with: Vector(repeating: 1), where: x .< 1)) - l
  let excess = (x * excessOfExp(t)).replacing(with: rate, where: x .< 1)
  return (excess + leastLoss(x), rate - x)
}

/// exp(−t) − 1 + t, with a relative error below 64 units in the last place. For |t| < ½, where it cancels, t² times
/// a Taylor polynomial, which leaves less than 2·0.5⁸/10! = 3e-9.
@inline(__always)
private func excessOfExp(_ t: Vector) -> Vector {
  var p = t.times(-1 / 362_880, plus: 1 / 40_320)
  p = p.times(t, plus: Vector(repeating: -1 / 5040))
  p = p.times(t, plus: Vector(repeating: 1 / 720))
  p = p.times(t, plus: Vector(repeating: -1 / 120))
  p = p.times(t, plus: Vector(repeating: 1 / 24))
  p = p.times(t, plus: Vector(repeating: -1 / 6))
  p = p.times(t, plus: Vector(repeating: 0.5))
  return (exp(-t) - 1 + t).replacing(with: t * t * p, where: t.magnitude .< 0.5)
}

/// log x! − x·log x + x of a whole number, 0 for 0: by Stirling's series from 3 on, whose next term is below
/// 1/(1188·3⁹) = 4.3e-8, and by its value for 1 and 2.
@inline(__always)
private func leastLoss(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let inverse = 1 / x.replacing(with: one, where: x .< 1)
  let q = inverse * inverse
  var p = q.times(-1 / 1680, plus: 1 / 1260)
  p = p.times(q, plus: Vector(repeating: -1 / 360))
  p = p.times(q, plus: Vector(repeating: 1 / 12))
  // ½·log 2π.
  let root = log(x.replacing(with: one, where: x .< 1)) * 0.5 + 0.9189385
  return (p * inverse + root)
    .replacing(with: Vector(repeating: 1.3068528), where: x .== 2)
    .replacing(with: one, where: x .== 1)
    .replacing(with: Vector.zero, where: x .< 1)
}

/// Draws of a rate below 10, by going through the counts until their probabilities add up to `u`, or are so small
/// that they no longer change the sum.
@inline(__always)
private func smallCounts(_ rate: Vector, _ u: Vector) -> Vector {
  var probability = exp(-rate)
  var (sum, count) = (probability, Vector.zero)
  // The probability of 64 or more is below 1e-30.
  for next in 1..<64 {
    let step = Vector(repeating: Float(next))
    probability = probability * rate / step
    let goes = (u .> sum) .& ((probability .> 1e-8) .| (step .< rate))
    let added = Vector.zero.replacing(with: Vector(repeating: 1), where: goes)
    if added.treeSum() == 0 { break }
    count += added
    sum += probability
  }
  return count
}

/// Draws of a rate of 10 or more, by transformed rejection (Hörmann 1993, algorithm PTRS). An attempt's noise is a
/// function of the example, the position and the attempt's number.
@inline(__always)
private func largeCounts(
  _ l: Vector, _ anyRate: Vector, _ isSmall: LaneMask, _ examples: Words, _ row: Int,
  _ key: NoiseKey
) -> Vector {
  let rate = anyRate.replacing(with: Vector(repeating: 10), where: isSmall)
  let b = rate.squareRoot().times(2.53, plus: 0.931)
  let a = b.times(0.02483, plus: -0.059)
  let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  let limit = 0.9277 - 3.6224 / (b - 2)
  var accepted = Vector.zero
  // 1 in the lanes that wait for their draw.
  var waiting = Vector(repeating: 1).replacing(with: Vector.zero, where: isSmall)
  var attempt = 0
  // At least half of the attempts succeed; that 64 are refused happens once in 2⁶⁴ draws, or where the rate is no
  // number.
  while waiting.treeSum() > 0, attempt < 64 {
    let words = draw(examples, attempt: attempt, block: row, key)
    let u = unit(words.2) - 0.5
    let v = unit(words.1)
    let us = 0.5 - u.magnitude
    let k = ((2 * a / us + b) * u + rate + 0.43).rounded(.down)
    let isInside = (us .>= 0.07) .& (v .<= limit)
    let isOutside = (k .< 0) .| ((us .< 0.013) .& (v .> us))
    let density = log(v * inverseAlpha / (a / (us * us) + b))
    let count = k.replacing(with: Vector.zero, where: k .< 0)
    let isBelow = density .<= -poisson(l, count).loss
    let taken = (waiting .> 0) .& (isInside .| (isBelow .& .!isOutside))
    accepted = accepted.replacing(with: count, where: taken)
    waiting = waiting.replacing(with: Vector.zero, where: taken)
    attempt += 1
  }
  return accepted
}
