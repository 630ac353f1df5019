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
  for panel in panels {
    let mean = parameters.base + panel * parameters.panelStride
    let draws = noise.base + panel * noise.panelStride
    let start = panel * z.panelStride
    for half in 0..<2 {
      var sum = Vector.zero
      for row in 0..<z.rows {
        let offset = row * 32 + half * 16
        let mu = Vector(at: mean + offset)
        let logVariance = boundedLogVariance(Vector(at: mean + z.rows * 32 + offset))
        let deviation = exp(logVariance * 0.5)
        let epsilon = Vector(at: draws + offset)
        let value = deviation.times(epsilon, plus: mu)
        value.store(to: z.base + start + offset)
        sum += term(
          PosteriorDraw(
            mean: mu, logVariance: logVariance, deviation: deviation, epsilon: epsilon, z: value))
      }
      (sum * scale).store(to: sums + panel * 32 + half * 16)
    }
  }
}

extension SIMDKernels {
  @inline(never)
  package static func posteriorDraw(
    parameters: Panels, noise: Panels, z: Panels, logRatio: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    drawAndSum(
      parameters: parameters, noise: noise, z: z, sums: logRatio, scale: 0.5, panels: panels
    ) { draw in
      // ε² − z² as a product: the two are close where the posterior is the prior.
      (draw.epsilon - draw.z).times(draw.epsilon + draw.z, plus: draw.logVariance)
    }
  }
}
