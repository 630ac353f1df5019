import Kernels

// A mixture of posteriors with equal weights, p(z) = 1/K Σ_k N(z; μ_k, σ_k²), as a prior (Tomczak &
// Welling 2018, equation 9): its density at many z, and the gradients on z and on the components.

extension SIMDKernels {
  @inline(never)
  package static func mixtureTerms(
    _ components: Panels, precisions: Panels, constants: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    let latent = precisions.rows
    let count = Vector(repeating: Float(components.columns))
    for panel in panels {
      for half in 0..<2 {
        let source = components.base + panel * components.panelStride + latent * 32 + half * 16
        let target = precisions.base + panel * precisions.panelStride + half * 16
        var sum = Vector.zero
        for row in 0..<latent {
          let logVariance = boundedLogVariance(Vector(at: source + row * 32))
          exp(-logVariance).store(to: target + row * 32)
          sum += logVariance + logTwoPi
        }
        sum.times(Vector(repeating: -0.5), plus: -log(count)).store(
          to: constants + panel * 32 + half * 16)
      }
    }
  }

  @inline(never)
  package static func mixtureLogDensity(
    _ z: Panels, components: Panels, precisions: Panels, constants: UnsafePointer<Float>,
    logShares: Panels, logDensity: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    let (count, latent) = (components.columns, z.rows)
    for start in panels.lowerBound * 2..<panels.upperBound * 2 {
      let (panel, half) = (start / 2, start % 2)
      let code = z.base + panel * z.panelStride + half * 16
      let lines = logShares.base + panel * logShares.panelStride + half * 16
      var k = 0
      // Four components at a time are in one panel; of the last four some may be padding, which has its
      // lines too.
      while k < count {
        let means = components.base + k / 32 * components.panelStride + k % 32
        let weights = precisions.base + k / 32 * precisions.panelStride + k % 32
        var (a, b, c, d) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
        for row in 0..<latent {
          let value = Vector(at: code + row * 32)
          let (mean, weight) = (means + row * 32, weights + row * 32)
          let (first, second) = (value - mean[0], value - mean[1])
          let (third, fourth) = (value - mean[2], value - mean[3])
          a.addProduct(first * weight[0], first)
          b.addProduct(second * weight[1], second)
          c.addProduct(third * weight[2], third)
          d.addProduct(fourth * weight[3], fourth)
        }
        a.times(-0.5, plus: constants[k]).store(to: lines + k * 32)
        b.times(-0.5, plus: constants[k + 1]).store(to: lines + k * 32 + 32)
        c.times(-0.5, plus: constants[k + 2]).store(to: lines + k * 32 + 64)
        d.times(-0.5, plus: constants[k + 3]).store(to: lines + k * 32 + 96)
        k += 4
      }
      var largest = Vector(at: lines)
      for k in 1..<max(1, count) {
        let value = Vector(at: lines + k * 32)
        largest = largest.replacing(with: value, where: value .> largest)
      }
      var sum = Vector.zero
      for k in 0..<count { sum += exp(Vector(at: lines + k * 32) - largest) }
      (largest + log(sum)).store(to: logDensity + start * 16)
    }
  }

  @inline(never)
  package static func mixtureBackward(
    _ z: Panels, components: Panels, precisions: Panels, logDensity: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, shares: Panels, zGradient: Panels, panels: Range<Int>
  ) {
    let (count, latent) = (components.columns, z.rows)
    for start in panels.lowerBound * 2..<panels.upperBound * 2 {
      let (panel, half) = (start / 2, start % 2)
      let lines = shares.base + panel * shares.panelStride + half * 16
      let total = Vector(at: logDensity + start * 16)
      let weight = Vector(at: weights + start * 16)
      for k in 0..<count {
        let share = exp(Vector(at: lines + k * 32) - total) * weight
        share.replacing(with: Vector.zero, where: weight .== 0).store(to: lines + k * 32)
      }
      for row in 0..<latent {
        let value = Vector(at: z.base + panel * z.panelStride + row * 32 + half * 16)
        var (even, odd) = (Vector.zero, Vector.zero)
        var k = 0
        while k < count {
          let mean = components.base + k / 32 * components.panelStride + row * 32 + k % 32
          let precision = precisions.base + k / 32 * precisions.panelStride + row * 32 + k % 32
          even.addProduct(Vector(at: lines + k * 32) * precision[0], value - mean[0])
          if k + 1 < count {
            odd.addProduct(Vector(at: lines + k * 32 + 32) * precision[1], value - mean[1])
          }
          k += 2
        }
        let slope = (even + odd).replacing(with: Vector.zero, where: weight .== 0)
        let target = zGradient.base + panel * zGradient.panelStride + row * 32 + half * 16
        (Vector(at: target) + slope).store(to: target)
      }
    }
  }

  @inline(never)
  package static func mixtureComponentGradient(
    _ z: Panels, weights: UnsafePointer<Float>, shares: Panels, components: Panels,
    precisions: Panels, gradient: Panels, panels: Range<Int>
  ) {
    let latent = z.rows
    for panel in panels {
      for half in 0..<2 {
        let mask = maskBits(components.columns - panel * 32 - half * 16)
        let lines = shares.base + panel * shares.panelStride + half * 16
        for row in 0..<latent {
          let offset = row * 32 + half * 16
          let other = offset + latent * 32
          let mean = Vector(at: components.base + panel * components.panelStride + offset)
          let raw = Vector(at: components.base + panel * components.panelStride + other)
          let precision = Vector(at: precisions.base + panel * precisions.panelStride + offset)
          var (sum, first, second) = (Vector.zero, Vector.zero, Vector.zero)
          for n in 0..<z.columns where weights[n] != 0 {
            let share = Vector(at: lines + n * 32)
            let distance = z.base[n / 32 * z.panelStride + row * 32 + n % 32] - mean
            let product = share * distance
            sum += share
            first += product
            second.addProduct(product, distance)
          }
          let slope = (sum - precision * second) * 0.5
          let bounded = slope.replacing(
            with: Vector.zero, where: raw .!= boundedLogVariance(raw))
          let target = gradient.base + panel * gradient.panelStride
          Vector(bits: (-(precision * first)).bits & mask).store(to: target + offset)
          Vector(bits: bounded.bits & mask).store(to: target + other)
        }
      }
    }
  }
}
