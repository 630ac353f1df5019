import Kernels

// Normal distributions with a diagonal covariance, one for each column, as they follow one another in a
// hierarchy of latents: densities, draws, and the way back of both.

extension SIMDKernels {
  @inline(never)
  package static func addLogDensity(
    _ x: Panels, parameters: Panels?, to sums: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkShapes(rows: x.rows, panels, x, twice: parameters)
    for half in halves(panels) {
      let source = x.half(half)
      var sum = Vector.zero
      if let parameters {
        let means = parameters.half(half)
        for row in 0..<x.rows {
          let logVariance = boundedLogVariance(means[x.rows + row])
          let distance = source[row] - means[row]
          sum += (distance * exp(-logVariance)).times(distance, plus: logVariance + logTwoPi)
        }
      } else {
        for row in 0..<x.rows {
          let value = source[row]
          sum += value.times(value, plus: Vector(repeating: logTwoPi))
        }
      }
      let target = sums + half * 16
      sum.times(Vector(repeating: -0.5), plus: Vector(at: target)).store(to: target)
    }
  }

  @inline(never)
  package static func logDensityBackward(
    _ x: Panels, parameters: Panels?, weights: UnsafePointer<Float>, xGradient: Panels,
    gradient: Panels?, panels: Range<Int>
  ) {
    checkShapes(rows: x.rows, panels, x, xGradient, twice: parameters, gradient)
    for half in halves(panels) {
      let (source, target) = (x.half(half), xGradient.half(half))
      let weight = Vector(at: weights + half * 16)
      let none = weight .== 0
      for row in 0..<x.rows {
        var slope = source[row] * weight
        if let parameters, let gradient {
          let (means, result) = (parameters.half(half), gradient.half(half))
          let raw = means[x.rows + row]
          let logVariance = boundedLogVariance(raw)
          let distance = source[row] - means[row]
          let scaled = distance * exp(-logVariance)
          slope = scaled * weight
          let spread = (1 - scaled * distance) * weight * 0.5
          result[row] = (-slope).replacing(with: Vector.zero, where: none)
          result[x.rows + row] = spread.replacing(
            with: Vector.zero, where: none .| (raw .!= logVariance))
        }
        target[row] += slope.replacing(with: Vector.zero, where: none)
      }
    }
  }

  @inline(never)
  package static func drawNormals(
    _ parameters: Panels, noise: Panels, x: Panels, sums: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: x.rows, panels, noise, x, twice: parameters)
    for half in halves(panels) {
      let (means, draws, result) = (parameters.half(half), noise.half(half), x.half(half))
      var sum = Vector.zero
      for row in 0..<x.rows {
        let logVariance = boundedLogVariance(means[x.rows + row])
        let epsilon = draws[row]
        result[row] = exp(logVariance * 0.5).times(epsilon, plus: means[row])
        sum += epsilon.times(epsilon, plus: logVariance + logTwoPi)
      }
      let target = sums + half * 16
      sum.times(Vector(repeating: 0.5), plus: Vector(at: target)).store(to: target)
    }
  }

  @inline(never)
  package static func drawNormalsBackward(
    _ parameters: Panels, noise: Panels, xGradient: Panels, weights: UnsafePointer<Float>,
    gradient: Panels, panels: Range<Int>
  ) {
    checkShapes(rows: xGradient.rows, panels, noise, xGradient, twice: parameters, gradient)
    let numbers = xGradient.rows
    for half in halves(panels) {
      let (means, draws) = (parameters.half(half), noise.half(half))
      let (incoming, result) = (xGradient.half(half), gradient.half(half))
      let weight = Vector(at: weights + half * 16)
      let none = weight .== 0
      for row in 0..<numbers {
        let raw = means[numbers + row]
        let logVariance = boundedLogVariance(raw)
        let slope = incoming[row]
        let spread = (slope * draws[row] * exp(logVariance * 0.5) - weight) * 0.5
        result[row] = slope.replacing(with: Vector.zero, where: none)
        result[numbers + row] = spread.replacing(
          with: Vector.zero, where: none .| (raw .!= logVariance))
      }
    }
  }
}
