import Kernels

// Normal distributions with a diagonal covariance, one for each column, as they follow one another in a
// hierarchy of latents: densities, draws, and the way back of both.

extension SIMDKernels {
  @inline(never)
  package static func addLogDensity(
    _ x: Panels, parameters: Panels?, to sums: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let source = x.base + panel * x.panelStride + half * 16
        var sum = Vector.zero
        if let parameters {
          let means = parameters.base + panel * parameters.panelStride + half * 16
          for row in 0..<x.rows {
            let logVariance = boundedLogVariance(Vector(at: means + (x.rows + row) * 32))
            let distance = Vector(at: source + row * 32) - Vector(at: means + row * 32)
            sum += (distance * exp(-logVariance)).times(distance, plus: logVariance + logTwoPi)
          }
        } else {
          for row in 0..<x.rows {
            let value = Vector(at: source + row * 32)
            sum += value.times(value, plus: Vector(repeating: logTwoPi))
          }
        }
        let target = sums + panel * 32 + half * 16
        sum.times(Vector(repeating: -0.5), plus: Vector(at: target)).store(to: target)
      }
    }
  }

  @inline(never)
  package static func logDensityBackward(
    _ x: Panels, parameters: Panels?, weights: UnsafePointer<Float>, xGradient: Panels,
    gradient: Panels?, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let weight = Vector(at: weights + panel * 32 + half * 16)
        let none = weight .== 0
        for row in 0..<x.rows {
          let offset = row * 32 + half * 16
          let target = xGradient.base + panel * xGradient.panelStride + offset
          var slope = Vector(at: x.base + panel * x.panelStride + offset) * weight
          if let parameters, let gradient {
            let other = offset + x.rows * 32
            let means = parameters.base + panel * parameters.panelStride
            let raw = Vector(at: means + other)
            let logVariance = boundedLogVariance(raw)
            let distance =
              Vector(at: x.base + panel * x.panelStride + offset) - Vector(at: means + offset)
            let scaled = distance * exp(-logVariance)
            slope = scaled * weight
            let spread = ((1 - scaled * distance) * weight * 0.5)
              .replacing(with: Vector.zero, where: none .| (raw .!= logVariance))
            let result = gradient.base + panel * gradient.panelStride
            (-slope).replacing(with: Vector.zero, where: none).store(to: result + offset)
            spread.store(to: result + other)
          }
          (Vector(at: target) + slope.replacing(with: Vector.zero, where: none)).store(to: target)
        }
      }
    }
  }

  @inline(never)
  package static func drawNormals(
    _ parameters: Panels, noise: Panels, x: Panels, sums: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let means = parameters.base + panel * parameters.panelStride + half * 16
        var sum = Vector.zero
        for row in 0..<x.rows {
          let logVariance = boundedLogVariance(Vector(at: means + (x.rows + row) * 32))
          let epsilon = Vector(at: noise.base + panel * noise.panelStride + row * 32 + half * 16)
          exp(logVariance * 0.5).times(epsilon, plus: Vector(at: means + row * 32))
            .store(to: x.base + panel * x.panelStride + row * 32 + half * 16)
          sum += epsilon.times(epsilon, plus: logVariance + logTwoPi)
        }
        let target = sums + panel * 32 + half * 16
        sum.times(Vector(repeating: 0.5), plus: Vector(at: target)).store(to: target)
      }
    }
  }

  @inline(never)
  package static func drawNormalsBackward(
    _ parameters: Panels, noise: Panels, xGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    for panel in panels {
      for half in 0..<2 {
        let weight = Vector(at: weights + panel * 32 + half * 16)
        let none = weight .== 0
        for row in 0..<xGradient.rows {
          let offset = row * 32 + half * 16
          let other = offset + xGradient.rows * 32
          let raw = Vector(at: parameters.base + panel * parameters.panelStride + other)
          let logVariance = boundedLogVariance(raw)
          let epsilon = Vector(at: noise.base + panel * noise.panelStride + offset)
          let slope = Vector(at: xGradient.base + panel * xGradient.panelStride + offset)
          let spread = (slope * epsilon * exp(logVariance * 0.5) - weight) * 0.5
          let result = gradient.base + panel * gradient.panelStride
          slope.replacing(with: Vector.zero, where: none).store(to: result + offset)
          spread.replacing(with: Vector.zero, where: none .| (raw .!= logVariance))
            .store(to: result + other)
        }
      }
    }
  }
}
