import Kernels

extension LogCoshLikelihood: LikelihoodArithmetic {
  static var noise: DrawNoise { .none }

  /// −log p(x|μ) = (1/a)·log cosh(a·(x − μ)), without the logarithm of the normaliser.
  @inline(never)
  static func losses(_ tile: LikelihoodTile, _ scale: LikelihoodScale) {
    let a = scale.sharpness
    let inverse = 1 / a
    @inline(__always)
    func loss(_ location: Vector, _ x: Vector) -> (loss: Vector, slope: Vector) {
      let u = (location - x) * a
      return (logCosh(u) * inverse, hyperbolicTangent(u))
    }
    forEachPixel(tile, loss)
  }

  /// Draws from the density proportional to sech(a·(x − μ))^(1/a), by rejection from a logistic
  /// distribution.
  ///
  /// With p = 1/a and u = a·(x − μ) the target is sech(u)^p, the proposal sech(c·u)². For c = √(p/2) where
  /// p ≥ 2, and c = p/2 where it is less, their ratio is greatest at u = 0: its logarithm falls there, as
  /// tanh(c·u) ≤ c·tanh(u) for c ≥ 1, and tanh(c·u) ≤ tanh(u) for c ≤ 1. So a proposal is accepted with
  /// the probability of the ratio, at least every second one for any a. An attempt's noise is a function
  /// of the example, the position and the attempt's number.
  @inline(never)
  static func draws(
    _ outputs: Panels, _ result: Panels, _ panel: Int, _ scale: LikelihoodScale,
    _ source: DrawSource
  ) {
    let (a, examples, key) = (scale.sharpness, source.examples, source.key)
    let p = 1 / a
    let c = p < 2 ? p / 2 : (p / 2).squareRoot()
    for row in 0..<result.rows {
      for half in 0..<2 {
        let numbers = UnsafeRawPointer(examples + panel * 32 + half * 16)
          .loadUnaligned(as: Words.self)
        var accepted = Vector.zero
        // 1 in the lanes that wait for their draw.
        var waiting = Vector(repeating: 1)
        var attempt = 0
        // That 64 are refused happens once in 2⁶⁴ draws, or where a is no number.
        while waiting.treeSum() > 0, attempt < 64 {
          let words = draw(numbers, attempt: attempt, block: row, key)
          let v = unit(words.0)
          let u = (log(v) - log(1 - v)) * (0.5 / c)
          let ratio = exp(logCosh(u * c) * 2 - logCosh(u) * p)
          let taken = (waiting .> 0) .& (unit(words.1) .< ratio)
          accepted = accepted.replacing(with: u, where: taken)
          waiting = waiting.replacing(with: Vector.zero, where: taken)
          attempt += 1
        }
        result.panel(panel)[row * 2 + half] = outputs.panel(panel)[row * 2 + half]
          .addingProduct(accepted, Vector(repeating: p))
      }
    }
  }

  static func leastLosses(_: Panels, _: Int, _ result: UnsafeMutablePointer<Float>) {
    leastLossesOfZero(result)
  }
}

/// log cosh(u), relative error below 8 units in the last place.
///
/// |u| + log(1 + exp(−2|u|)) − log 2; below 0.88, where that cancels, ½·log(1 + sinh²u), where
/// sinh u < 1 has its Taylor polynomial of degree 9, which leaves less than 7e-9.
@inline(__always)
private func logCosh(_ u: Vector) -> Vector {
  let y = u.magnitude
  let q = u * u
  var p = q.times(1 / 362_880, plus: 1 / 5040)
  p = p.times(q, plus: Vector(repeating: 1 / 120))
  p = p.times(q, plus: Vector(repeating: 1 / 6))
  p = p.times(q, plus: Vector(repeating: 1))
  let square = q * p * p
  return (y + (logOnePlus(exp(y * -2)) - 0.6931472))
    .replacing(with: logOnePlus(square) * 0.5, where: y .< 0.88)
}
