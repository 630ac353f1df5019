import Kernels

/// log 2π.
let logTwoPi: Float = 1.837_877_066_4

extension SIMDKernels {
  @inline(never)
  package static func posteriorSample(
    parameters: Panels, noise: Panels, z: Panels, logDensity: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    drawAndSum(
      parameters: parameters, noise: noise, z: z, sums: logDensity, scale: -0.5, panels: panels
    ) { draw in
      draw.epsilon.times(draw.epsilon, plus: draw.logVariance + logTwoPi)
    }
  }

  @inline(never)
  package static func addPosteriorSampleGradient(
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

  @inline(never)
  package static func addDoublyReparameterizedGradient(
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

  @inline(never)
  package static func normalLogDensity(
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

  @inline(never)
  package static func addNormalGradient(
    _ z: Panels, weights: UnsafePointer<Float>, gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let weight = Vector(at: weights + panel * 32 + half * 16)
        for row in 0..<z.rows {
          let offset = row * 32 + half * 16
          let target = gradient.base + panel * gradient.panelStride + offset
          weight.times(
            Vector(at: z.base + panel * z.panelStride + offset), plus: Vector(at: target)
          )
          .store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func scaleColumns(
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
}
