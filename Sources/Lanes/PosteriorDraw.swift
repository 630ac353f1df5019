import LaneTypes

/// A draw z = μ + σ·ε for each example, and log p(z) − log q(z|x) of it in nats, where p is N(0, I):
/// ½ Σ_j (ε_j² + log σ_j² − z_j²), the constants of both densities being the same (Burda et al. 2016,
/// equation 8, without p(x|z)).
///
/// - Parameters:
///   - parameters: `[2·latent, batch]`: μ above log σ².
///   - noise: ε, `[latent, batch]`.
///   - z: `[latent, batch]`.
///   - logRatio: `[panels · 32]`.
@inline(never)
package func posteriorDraw(
  parameters: Panels, noise: Panels, z: Panels, logRatio: UnsafeMutablePointer<Float>,
  panels: Range<Int>
) {
  for panel in panels {
    let mean = parameters.base + panel * parameters.panelStride
    let draws = noise.base + panel * noise.panelStride
    let start = panel * z.panelStride
    for half in 0..<2 {
      var sum = Vector.zero
      for row in 0..<z.rows {
        let offset = row * 32 + half * 16
        let logVariance = boundedLogVariance(Vector(at: mean + z.rows * 32 + offset))
        let epsilon = Vector(at: draws + offset)
        let value = exp(logVariance * 0.5).times(epsilon, plus: Vector(at: mean + offset))
        value.store(to: z.base + start + offset)
        // ε² − z² as a product: the two are close where the posterior is the prior.
        sum += (epsilon - value).times(epsilon + value, plus: logVariance)
      }
      (sum * 0.5).store(to: logRatio + panel * 32 + half * 16)
    }
  }
}
