import Kernels

/// log σ² within its bounds. Beyond them the gradient of log σ² is zero.
@inline(__always)
func boundedLogVariance(_ x: Vector) -> Vector {
  let (least, greatest) = (
    Vector(repeating: LogVariance.least), Vector(repeating: LogVariance.greatest)
  )
  return x.replacing(with: least, where: x .< least)
    .replacing(with: greatest, where: x .> greatest)
}

/// Twice KL(N(μ, σ²) ‖ N(0, 1)) in nats: μ² + σ² − 1 − log σ².
///
/// σ² − 1 − log σ² ≥ 0 loses digits beside 0, at most 1e-7 a dimension.
@inline(__always)
private func twiceDivergence(mean mu: Vector, logVariance: Vector, deviation: Vector) -> Vector {
  mu.times(mu, plus: deviation * deviation) - 1 - logVariance
}

extension SIMDKernels {
  @inline(never)
  package static func posteriorForward(
    parameters: Panels, noise: Panels, z: Panels, divergence: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    drawAndSum(
      parameters: parameters, noise: noise, z: z, sums: divergence, scale: 0.5, panels: panels
    ) { draw in
      twiceDivergence(mean: draw.mean, logVariance: draw.logVariance, deviation: draw.deviation)
    }
  }

  @inline(never)
  package static func posteriorBackward(
    parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      let source = parameters.base + panel * parameters.panelStride
      let draws = noise.base + panel * noise.panelStride
      let incoming = zGradient.base + panel * zGradient.panelStride
      let target = gradient.base + panel * gradient.panelStride
      for half in 0..<2 {
        let mask = maskBits(parameters.columns - panel * 32 - half * 16)
        for row in 0..<zGradient.rows {
          let offset = row * 32 + half * 16
          let other = offset + zGradient.rows * 32
          let weight = weights[row]
          let mu = Vector(at: source + offset)
          let raw = Vector(at: source + other)
          let logVariance = boundedLogVariance(raw)
          let deviation = exp(logVariance * 0.5)
          let epsilon = Vector(at: draws + offset)
          let dz = Vector(at: incoming + offset)
          let dMu = dz.addingProduct(mu, Vector(repeating: weight))
          let fromZ = dz * epsilon * deviation
          let fromDivergence = (deviation * deviation - 1) * weight
          let dLog = ((fromZ + fromDivergence) * 0.5).replacing(
            with: Vector.zero, where: raw .!= logVariance)
          Vector(bits: dMu.bits & mask).store(to: target + offset)
          Vector(bits: dLog.bits & mask).store(to: target + other)
        }
      }
    }
  }

  @inline(never)
  package static func divergenceSums(_ parameters: Panels, result: UnsafeMutablePointer<Float>) {
    let latent = parameters.rows / 2
    for row in 0..<latent {
      var sum = Vector.zero
      for panel in 0..<Panels.panels(parameters.columns) {
        for half in 0..<2 {
          let mask = maskBits(parameters.columns - panel * 32 - half * 16)
          let line = parameters.base + panel * parameters.panelStride + row * 32 + half * 16
          let logVariance = boundedLogVariance(Vector(at: line + latent * 32))
          let twice = twiceDivergence(
            mean: Vector(at: line), logVariance: logVariance, deviation: exp(logVariance * 0.5))
          sum += Vector(bits: twice.bits & mask)
        }
      }
      result[row] = sum.treeSum() * 0.5
    }
  }

  @inline(never)
  package static func addMoments(
    _ matrix: Panels, rows: Int, to totals: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<rows {
      var (sum, squares) = (Vector.zero, Vector.zero)
      for panel in 0..<Panels.panels(matrix.columns) {
        for half in 0..<2 {
          let mask = maskBits(matrix.columns - panel * 32 - half * 16)
          let line = matrix.base + panel * matrix.panelStride + row * 32 + half * 16
          let value = Vector(bits: Vector(at: line).bits & mask)
          sum += value
          squares.addProduct(value, value)
        }
      }
      totals[row * 2] += Double(sum.treeSum())
      totals[row * 2 + 1] += Double(squares.treeSum())
    }
  }
}
