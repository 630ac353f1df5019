import Kernels

/// log 2π.
let logTwoPi: Float = 1.837_877_066_4

extension SIMDKernels {
  @inline(never)
  package static func posteriorSample(
    parameters: Panels, noise: Panels, z: Panels, logDensity: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: z.rows, panels, noise, z, twice: parameters)
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
    checkShapes(rows: zGradient.rows, panels, noise, zGradient, twice: parameters, gradient)
    let latent = zGradient.rows
    for half in halves(panels) {
      let (source, draws) = (parameters.half(half), noise.half(half))
      let (incoming, target) = (zGradient.half(half), gradient.half(half))
      let weight = Vector(at: weights + half * 16)
      let none = weight .== Vector.zero
      for row in 0..<latent {
        let raw = source[latent + row]
        let logVariance = boundedLogVariance(raw)
        let dz = incoming[row].replacing(with: Vector.zero, where: none)
        let fromZ = dz * draws[row] * exp(logVariance * 0.5)
        let dLog = ((fromZ - weight) * 0.5).replacing(
          with: Vector.zero, where: none .| (raw .!= logVariance))
        target[row] += dz
        target[latent + row] += dLog
      }
    }
  }

  @inline(never)
  package static func addDoublyReparameterizedGradient(
    parameters: Panels, noise: Panels, zGradient: Panels, shares: UnsafePointer<Float>,
    scale: Float, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: zGradient.rows, panels, noise, zGradient, twice: parameters, gradient)
    let latent = zGradient.rows
    for half in halves(panels) {
      let (source, draws) = (parameters.half(half), noise.half(half))
      let (incoming, target) = (zGradient.half(half), gradient.half(half))
      let share = Vector(at: shares + half * 16)
      let none = share .== Vector.zero
      let square = share * share * scale
      for row in 0..<latent {
        let raw = source[latent + row]
        let logVariance = boundedLogVariance(raw)
        let deviation = exp(logVariance * 0.5)
        let epsilon = draws[row]
        // ∂ log q/∂z = −ε/σ.
        let dz = (share * incoming[row] - square * epsilon / deviation)
          .replacing(with: Vector.zero, where: none)
        let dLog = (dz * epsilon * deviation * 0.5)
          .replacing(with: Vector.zero, where: raw .!= logVariance)
        target[row] += dz
        target[latent + row] += dLog
      }
    }
  }

  @inline(never)
  package static func normalLogDensity(
    _ z: Panels, result: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkShapes(rows: z.rows, panels, z)
    for half in halves(panels) {
      let source = z.half(half)
      var sum = Vector.zero
      for row in 0..<z.rows {
        let value = source[row]
        sum += value.times(value, plus: Vector(repeating: logTwoPi))
      }
      (sum * -0.5).store(to: result + half * 16)
    }
  }

  @inline(never)
  package static func addNormalGradient(
    _ z: Panels, weights: UnsafePointer<Float>, gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: z.rows, panels, z, gradient)
    for half in halves(panels) {
      let (source, target) = (z.half(half), gradient.half(half))
      let weight = Vector(at: weights + half * 16)
      for row in 0..<z.rows { target[row] = weight.times(source[row], plus: target[row]) }
    }
  }

  @inline(never)
  package static func scaleColumns(
    _ matrix: Panels, weights: UnsafePointer<Float>, panels: Range<Int>
  ) {
    checkShapes(rows: matrix.rows, panels, matrix)
    for half in halves(panels) {
      let target = matrix.half(half)
      let weight = Vector(at: weights + half * 16)
      let none = weight .== Vector.zero
      for row in 0..<matrix.rows {
        target[row] = (target[row] * weight).replacing(with: Vector.zero, where: none)
      }
    }
  }
}
