import LaneTypes

/// log 2π.
let logTwoPi: Float = 1.837_877_066_4

/// A draw z = μ + σ·ε for each example, and log q(z|x) of it in nats:
/// −½ Σ_j (ε_j² + log σ_j² + log 2π).
///
/// - Parameters:
///   - parameters: `[2·latent, batch]`: μ above log σ².
///   - noise: ε, `[latent, batch]`.
///   - z: `[latent, batch]`.
///   - logDensity: `[panels · 32]`.
@inline(never)
package func posteriorSample(
  parameters: Panels, noise: Panels, z: Panels, logDensity: UnsafeMutablePointer<Float>,
  panels: Range<Int>
) {
  drawAndSum(
    parameters: parameters, noise: noise, z: z, sums: logDensity, scale: -0.5, panels: panels
  ) { draw in
    draw.epsilon.times(draw.epsilon, plus: draw.logVariance + logTwoPi)
  }
}

/// Adds the gradient on μ and log σ² of one draw for each example, from that on z and from
/// weight·log q(z|x), in which z stands for itself: its own way is in `zGradient`.
///
/// Where a column weighs nothing its gradient is zero, whatever `zGradient` holds there.
///
/// - Parameters:
///   - parameters: `[2·latent, batch]`: μ above log σ².
///   - noise: ε, `[latent, batch]`.
///   - zGradient: `[latent, batch]`.
///   - weights: of log q(z|x) in the loss, `[panels · 32]`.
///   - gradient: `[2·latent, batch]`.
@inline(never)
package func addPosteriorSampleGradient(
  parameters: Panels, noise: Panels, zGradient: Panels, weights: UnsafePointer<Float>,
  gradient: Panels, panels: Range<Int>
) {
  for panel in panels {
    let source = parameters.base + panel * parameters.panelStride
    let draws = noise.base + panel * noise.panelStride
    let incoming = zGradient.base + panel * zGradient.panelStride
    let target = gradient.base + panel * gradient.panelStride
    for half in 0..<2 {
      let weight = Vector(at: weights + panel * 32 + half * 16)
      let none = weight .== Vector.zero
      for row in 0..<zGradient.rows {
        let offset = row * 32 + half * 16
        let other = offset + zGradient.rows * 32
        let raw = Vector(at: source + other)
        let logVariance = boundedLogVariance(raw)
        let dz = Vector(at: incoming + offset).replacing(with: Vector.zero, where: none)
        let fromZ = dz * Vector(at: draws + offset) * exp(logVariance * 0.5)
        let dLog = ((fromZ - weight) * 0.5).replacing(
          with: Vector.zero, where: none .| (raw .!= logVariance))
        (Vector(at: target + offset) + dz).store(to: target + offset)
        (Vector(at: target + other) + dLog).store(to: target + other)
      }
    }
  }
}

/// The same with the way of z alone: each draw's gradient on z is weighed once more, and that of log q
/// on z joins it (Tucker et al. 2019, the DReG estimator of the IWAE).
///
/// - Parameters:
///   - zGradient: `[latent, batch]`, already multiplied by the draws' shares.
///   - shares: the normalised importance weights, `[panels · 32]`.
///   - scale: what the loss is divided by: one over the number of examples.
@inline(never)
package func addDoublyReparameterizedGradient(
  parameters: Panels, noise: Panels, zGradient: Panels, shares: UnsafePointer<Float>,
  scale: Float, gradient: Panels, panels: Range<Int>
) {
  for panel in panels {
    let source = parameters.base + panel * parameters.panelStride
    let draws = noise.base + panel * noise.panelStride
    let incoming = zGradient.base + panel * zGradient.panelStride
    let target = gradient.base + panel * gradient.panelStride
    for half in 0..<2 {
      let share = Vector(at: shares + panel * 32 + half * 16)
      let none = share .== Vector.zero
      let square = share * share * scale
      for row in 0..<zGradient.rows {
        let offset = row * 32 + half * 16
        let other = offset + zGradient.rows * 32
        let raw = Vector(at: source + other)
        let logVariance = boundedLogVariance(raw)
        let deviation = exp(logVariance * 0.5)
        let epsilon = Vector(at: draws + offset)
        // ∂ log q/∂z = −ε/σ.
        let dz = (share * Vector(at: incoming + offset) - square * epsilon / deviation)
          .replacing(with: Vector.zero, where: none)
        let dLog = (dz * epsilon * deviation * 0.5)
          .replacing(with: Vector.zero, where: raw .!= logVariance)
        (Vector(at: target + offset) + dz).store(to: target + offset)
        (Vector(at: target + other) + dLog).store(to: target + other)
      }
    }
  }
}

/// log N(z; 0, I) of each column in nats, `[panels · 32]`.
@inline(never)
package func normalLogDensity(
  _ z: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
) {
  for panel in panels {
    for half in 0..<2 {
      var sum = Vector.zero
      for row in 0..<z.rows {
        let value = Vector(at: z.base + panel * z.panelStride + row * 32 + half * 16)
        sum += value.times(value, plus: Vector(repeating: logTwoPi))
      }
      (sum * -0.5).store(to: result + panel * 32 + half * 16)
    }
  }
}

/// Adds weight·z: the gradient of −weight·log N(z; 0, I).
///
/// - Parameters:
///   - weights: `[panels · 32]`.
///   - gradient: `[latent, batch]`.
@inline(never)
package func addNormalGradient(
  _ z: Panels, weights: UnsafePointer<Float>, gradient: Panels, panels: Range<Int>
) {
  for panel in panels {
    for half in 0..<2 {
      let weight = Vector(at: weights + panel * 32 + half * 16)
      for row in 0..<z.rows {
        let offset = row * 32 + half * 16
        let target = gradient.base + panel * gradient.panelStride + offset
        weight.times(Vector(at: z.base + panel * z.panelStride + offset), plus: Vector(at: target))
          .store(to: target)
      }
    }
  }
}

/// Multiplies each column by its weight. Where that is zero the result is zero, whatever was there.
///
/// - Parameter weights: `[panels · 32]`.
@inline(never)
package func scaleColumns(
  _ matrix: Panels, weights: UnsafePointer<Float>, panels: Range<Int>
) {
  for panel in panels {
    for half in 0..<2 {
      let weight = Vector(at: weights + panel * 32 + half * 16)
      let none = weight .== Vector.zero
      for row in 0..<matrix.rows {
        let target = matrix.base + panel * matrix.panelStride + row * 32 + half * 16
        (Vector(at: target) * weight).replacing(with: Vector.zero, where: none).store(to: target)
      }
    }
  }
}
