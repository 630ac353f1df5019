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
    checkShapes(rows: z.rows, panels, noise, z, twice: parameters)
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
    checkShapes(rows: zGradient.rows, panels, noise, zGradient, twice: parameters, gradient)
    let latent = zGradient.rows
    for half in halves(panels) {
      let mask = parameters.mask(half)
      let (source, target) = (parameters.half(half), gradient.half(half))
      let (draws, incoming) = (noise.half(half), zGradient.half(half))
      for row in 0..<latent {
        let weight = weights[row]
        let raw = source[latent + row]
        let logVariance = boundedLogVariance(raw)
        let deviation = exp(logVariance * 0.5)
        let dz = incoming[row]
        let dMu = dz.addingProduct(source[row], Vector(repeating: weight))
        let fromZ = dz * draws[row] * deviation
        let fromDivergence = (deviation * deviation - 1) * weight
        let dLog = ((fromZ + fromDivergence) * 0.5).replacing(
          with: Vector.zero, where: raw .!= logVariance)
        target[row] = dMu.masked(by: mask)
        target[latent + row] = dLog.masked(by: mask)
      }
    }
  }

  @inline(never)
  package static func divergenceSums(_ parameters: Panels, result: UnsafeMutablePointer<Float>) {
    checkShape(parameters.rows % 2 == 0)
    checkShapes(rows: parameters.rows, 0..<Panels.panels(parameters.columns), parameters)
    let latent = parameters.rows / 2
    for row in 0..<latent {
      var sum = Vector.zero
      for half in parameters.halves {
        let source = parameters.half(half)
        let logVariance = boundedLogVariance(source[latent + row])
        let twice = twiceDivergence(
          mean: source[row], logVariance: logVariance, deviation: exp(logVariance * 0.5))
        sum += twice.masked(by: parameters.mask(half))
      }
      result[row] = sum.treeSum() * 0.5
    }
  }

  @inline(never)
  package static func addMoments(
    _ matrix: Panels, rows: Int, to totals: UnsafeMutablePointer<Double>
  ) {
    checkShape(rows <= matrix.rows)
    checkShapes(rows: matrix.rows, 0..<Panels.panels(matrix.columns), matrix)
    for row in 0..<rows {
      var (sum, squares) = (Vector.zero, Vector.zero)
      for half in matrix.halves {
        let value = matrix.half(half)[row].masked(by: matrix.mask(half))
        sum += value
        squares.addProduct(value, value)
      }
      totals[row * 2] += Double(sum.treeSum())
      totals[row * 2 + 1] += Double(squares.treeSum())
    }
  }
}
