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
    for panel in panels {
      for half in 0..<2 {
        for row in 0..<bounded.rows {
          let offset = row * 32 + half * 16
          let s = boundedLogVariance(
            Vector(at: logVariances.base + panel * logVariances.panelStride + offset))
          s.store(to: bounded.base + panel * bounded.panelStride + offset)
          exp(-s).store(to: precisions.base + panel * precisions.panelStride + offset)
        }
      }
    }
  }

  @inline(never)
  package static func aggregateDensities(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels,
    scratch: UnsafeMutablePointer<Float>, joint: UnsafeMutablePointer<Float>, marginals: Panels,
    panels: Range<Int>
  ) {
    for panel in panels {
      let lines = scratch + panel * means.columns * 32
      for half in 0..<2 {
        for j in 0..<means.columns { Vector.zero.store(to: lines + j * 32 + half * 16) }
        for row in 0..<z.rows {
          let value = Vector(at: z.base + panel * z.panelStride + row * 32 + half * 16)
          var largest = Vector(repeating: -.infinity)
          for j in 0..<means.columns {
            let place = j / 32 * means.panelStride + row * 32 + j % 32
            let own = j / 32 * precisions.panelStride + row * 32 + j % 32
            let log = density(
              value, Vector(repeating: means.base[place]),
              Vector(repeating: logVariances.base[own]),
              Vector(repeating: precisions.base[own])
            ).log
            largest = largest.replacing(with: log, where: log .> largest)
            let line = lines + j * 32 + half * 16
            (Vector(at: line) + log).store(to: line)
          }
          var sum = Vector.zero
          for j in 0..<means.columns {
            let place = j / 32 * means.panelStride + row * 32 + j % 32
            let own = j / 32 * precisions.panelStride + row * 32 + j % 32
            let log = density(
              value, Vector(repeating: means.base[place]),
              Vector(repeating: logVariances.base[own]),
              Vector(repeating: precisions.base[own])
            ).log
            sum += exp(log - largest)
          }
          (log(sum) + largest)
            .store(to: marginals.base + panel * marginals.panelStride + row * 32 + half * 16)
        }
        var largest = Vector(repeating: -.infinity)
        for j in 0..<means.columns {
          let log = Vector(at: lines + j * 32 + half * 16)
          largest = largest.replacing(with: log, where: log .> largest)
        }
        var sum = Vector.zero
        for j in 0..<means.columns { sum += exp(Vector(at: lines + j * 32 + half * 16) - largest) }
        (log(sum) + largest).store(to: joint + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func totalCorrelationBackward(
    z: Panels, means: Panels, logVariances: Panels, precisions: Panels, joint: UnsafePointer<Float>,
    marginals: Panels, weight: Float, zGradient: Panels?, gradient: Panels?, raw: Panels,
    scratch: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let count = z.columns
    for panel in panels {
      let lines = scratch + panel * count * 32
      for half in 0..<2 {
        let mask = maskBits(count - panel * 32 - half * 16)
        let lane = panel * 32 + half * 16
        // The lanes are codes where the gradient on z is asked for, else posteriors; `other` runs over the
        // other side.
        for other in 0..<count {
          var log = Vector.zero
          for row in 0..<z.rows {
            log +=
              pair(z, means, logVariances, precisions, row, panel, half, other, zGradient != nil)
              .log
          }
          let whole =
            zGradient != nil ? Vector(at: joint + lane) : Vector(repeating: joint[other])
          exp(log - whole).store(to: lines + other * 32 + half * 16)
        }
        for row in 0..<z.rows {
          let offset = panel * marginals.panelStride + row * 32 + half * 16
          var (first, second) = (Vector.zero, Vector.zero)
          for other in 0..<count {
            let (log, pull, square) = pair(
              z, means, logVariances, precisions, row, panel, half, other, zGradient != nil)
            let place = other / 32 * marginals.panelStride + row * 32 + other % 32
            let marginal =
              zGradient != nil
              ? Vector(at: marginals.base + offset) : Vector(repeating: marginals.base[place])
            let difference = Vector(at: lines + other * 32 + half * 16) - exp(log - marginal)
            first.addProduct(difference, pull)
            second.addProduct(difference, square - 1)
          }
          if let zGradient {
            let target = zGradient.base + panel * zGradient.panelStride + row * 32 + half * 16
            let value = Vector(bits: (first * -weight).bits & mask)
            (Vector(at: target) + value).store(to: target)
          }
          if let gradient {
            let target = gradient.base + panel * gradient.panelStride + row * 32 + half * 16
            let value = Vector(bits: (first * weight).bits & mask)
            (Vector(at: target) + value).store(to: target)
            let s = Vector(at: raw.base + panel * raw.panelStride + row * 32 + half * 16)
            let slope = (second * (0.5 * weight)).replacing(
              with: Vector.zero, where: s .!= boundedLogVariance(s))
            let below = target + z.rows * 32
            (Vector(at: below) + Vector(bits: slope.bits & mask)).store(to: below)
          }
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
  _ panel: Int, _ half: Int, _ other: Int, _ lanesAreCodes: Bool
) -> (log: Vector, pull: Vector, square: Vector) {
  let line = row * 32 + half * 16
  let single = row * 32 + other % 32
  if lanesAreCodes {
    let own = other / 32 * precisions.panelStride + single
    return density(
      Vector(at: z.base + panel * z.panelStride + line),
      Vector(repeating: means.base[other / 32 * means.panelStride + single]),
      Vector(repeating: logVariances.base[own]), Vector(repeating: precisions.base[own]))
  }
  let own = panel * precisions.panelStride + line
  return density(
    Vector(repeating: z.base[other / 32 * z.panelStride + single]),
    Vector(at: means.base + panel * means.panelStride + line),
    Vector(at: logVariances.base + own), Vector(at: precisions.base + own))
}
