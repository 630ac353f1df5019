import Kernels

/// One dimension of a draw: N(μ, σ²), ε and z = μ + σ·ε.
struct PosteriorDraw {
  let mean, logVariance, deviation, epsilon, z: Vector
}

/// Draws z = μ + exp(½ log σ²)·ε for each example, and sums what `term` makes of each dimension.
///
/// - Parameters:
///   - parameters: `[2·latent, batch]`: μ above log σ².
///   - noise: ε, `[latent, batch]`.
///   - z: `[latent, batch]`.
///   - sums: `scale` times the sums, `[panels · 32]`.
@inline(__always)
func drawAndSum(
  parameters: Panels, noise: Panels, z: Panels, sums: UnsafeMutablePointer<Float>, scale: Float,
  panels: Range<Int>, term: (PosteriorDraw) -> Vector
) {
  for half in SIMDKernels.halves(panels) {
    let (source, draws, target) = (parameters.half(half), noise.half(half), z.half(half))
    var sum = Vector.zero
    for row in 0..<z.rows {
      let mu = source[row]
      let logVariance = boundedLogVariance(source[z.rows + row])
      let deviation = exp(logVariance * 0.5)
      let epsilon = draws[row]
      let value = deviation.times(epsilon, plus: mu)
      target[row] = value
      sum += term(
        PosteriorDraw(
          mean: mu, logVariance: logVariance, deviation: deviation, epsilon: epsilon, z: value))
    }
    (sum * scale).store(to: sums + half * 16)
  }
}

extension SIMDKernels {
  @inline(never)
  package static func posteriorDraw(
    parameters: Panels, noise: Panels, z: Panels, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: z.rows, panels, noise, z, twice: parameters)
    drawAndSum(
      parameters: parameters, noise: noise, z: z, sums: logRatio, scale: 0.5, panels: panels
    ) { draw in
      // ε² − z² as a product: the two are close where the posterior is the prior.
      (draw.epsilon - draw.z).times(draw.epsilon + draw.z, plus: draw.logVariance)
    }
  }
}
