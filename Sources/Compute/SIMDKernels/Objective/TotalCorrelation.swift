import Kernels

/// log N(z; μ, σ²) without −½ log 2π, and (z − μ)/σ² and (z − μ)²/σ².
@inline(__always)
private func density(_ z: Vector, _ mean: Vector, _ logVariance: Vector, _ precision: Vector)
  -> (log: Vector, pull: Vector, square: Vector)
{
  let difference = z - mean
  let pull = difference * precision
  let square = difference * pull
  return ((square + logVariance) * -0.5, pull, square)
}

extension SIMDKernels {
  @inline(never)
  package static func posteriorPrecisions(
    _ logVariances: Panels, bounded: Panels, precisions: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: bounded.rows, panels, logVariances, bounded, precisions)
    for half in halves(panels) {
      let (raw, within) = (logVariances.half(half), bounded.half(half))
      let target = precisions.half(half)
      for row in 0..<bounded.rows {
        let s = boundedLogVariance(raw[row])
        within[row] = s
        target[row] = exp(-s)
      }
    }
  }

  @inline(never)
  package static func aggregateDensities(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels,
    scratch: UnsafeMutablePointer<Float>, joint: UnsafeMutablePointer<Float>, marginals: Panels,
    panels: Range<Int>
  ) {
    let all = 0..<Panels.panels(means.columns)
    checkShapes(rows: z.rows, panels, z, marginals)
    checkShapes(rows: z.rows, all, means, logVariances, precisions)
    let count = means.columns
    for half in halves(panels) {
      let lines = Vectors(lines: scratch, each: count, half: half)
      for j in 0..<count { lines[j] = Vector.zero }
      for row in 0..<z.rows {
        let value = z.half(half)[row]
        var largest = Vector(repeating: -.infinity)
        for j in 0..<count {
          let log = density(
            value, Vector(repeating: means.number(row, j)),
            Vector(repeating: logVariances.number(row, j)),
            Vector(repeating: precisions.number(row, j))
          ).log
          largest = largest.replacing(with: log, where: log .> largest)
          lines[j] += log
        }
        var sum = Vector.zero
        for j in 0..<count {
          let log = density(
            value, Vector(repeating: means.number(row, j)),
            Vector(repeating: logVariances.number(row, j)),
            Vector(repeating: precisions.number(row, j))
          ).log
          sum += exp(log - largest)
        }
        marginals.half(half)[row] = log(sum) + largest
      }
      var largest = Vector(repeating: -.infinity)
      for j in 0..<count {
        let log = lines[j]
        largest = largest.replacing(with: log, where: log .> largest)
      }
      var sum = Vector.zero
      for j in 0..<count { sum += exp(lines[j] - largest) }
      (log(sum) + largest).store(to: joint + half * 16)
    }
  }

  @inline(never)
  package static func totalCorrelationBackward(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels, joint: UnsafePointer<Float>,
    marginals: Panels, weight: Float, zGradient: Panels?, gradient: Panels?, raw: Panels,
    scratch: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let all = 0..<Panels.panels(z.columns)
    checkShapes(rows: z.rows, all, z, means, logVariances, precisions, marginals)
    checkShapes(rows: z.rows, panels, z, zGradient, raw, twice: gradient)
    let count = z.columns
    for half in halves(panels) {
      let lines = Vectors(lines: scratch, each: count, half: half)
      let mask = maskBits(count - half * 16)
      // The lanes are codes where the gradient on z is asked for, else posteriors; `other` runs over the
      // other side.
      for other in 0..<count {
        var log = Vector.zero
        for row in 0..<z.rows {
          log += pair(z, means, logVariances, precisions, row, half, other, zGradient != nil).log
        }
        let whole =
          zGradient != nil ? Vector(at: joint + half * 16) : Vector(repeating: joint[other])
        lines[other] = exp(log - whole)
      }
      for row in 0..<z.rows {
        var (first, second) = (Vector.zero, Vector.zero)
        for other in 0..<count {
          let (log, pull, square) = pair(
            z, means, logVariances, precisions, row, half, other, zGradient != nil)
          let marginal =
            zGradient != nil
            ? marginals.half(half)[row] : Vector(repeating: marginals.number(row, other))
          let difference = lines[other] - exp(log - marginal)
          first.addProduct(difference, pull)
          second.addProduct(difference, square - 1)
        }
        if let zGradient { zGradient.half(half)[row] += (first * -weight).masked(by: mask) }
        if let gradient {
          let target = gradient.half(half)
          target[row] += (first * weight).masked(by: mask)
          let s = raw.half(half)[row]
          let slope = (second * (0.5 * weight)).replacing(
            with: Vector.zero, where: s .!= boundedLogVariance(s))
          target[z.rows + row] += slope.masked(by: mask)
        }
      }
    }
  }
}

/// The density of a code under a posterior in one dimension: the lanes are sixteen codes and `other` is one
/// posterior, or the other way round.
@inline(__always)
private func pair(
  _ z: Panels, _ means: Panels, _ logVariances: Panels, _ precisions: Panels, _ row: Int,
  _ half: Int, _ other: Int, _ lanesAreCodes: Bool
) -> (log: Vector, pull: Vector, square: Vector) {
  if lanesAreCodes {
    return density(
      z.half(half)[row], Vector(repeating: means.number(row, other)),
      Vector(repeating: logVariances.number(row, other)),
      Vector(repeating: precisions.number(row, other)))
  }
  return density(
    Vector(repeating: z.number(row, other)), means.half(half)[row], logVariances.half(half)[row],
    precisions.half(half)[row])
}
