import Kernels

// A mixture of posteriors with equal weights, p(z) = 1/K Σ_k N(z; μ_k, σ_k²), as a prior (Tomczak &
// Welling 2018, equation 9): its density at many z, and the gradients on z and on the components.

/// Stops the process unless the components, `[2·latent, K]`, and their precisions, `[latent, K]`, have as many
/// dimensions as z, and all panels of K columns.
@inline(__always)
private func checkMixture(_ z: Panels, _ components: Panels, _ precisions: Panels) {
  let all = 0..<Panels.panels(components.columns)
  checkShapes(rows: 2 * z.rows, all, components)
  checkShapes(rows: z.rows, all, precisions)
}

extension SIMDKernels {
  @inline(never)
  package static func mixtureTerms(
    _ components: Panels, precisions: Panels, constants: UnsafeMutablePointer<Float>,
    panels: Range<Int>
  ) {
    checkShapes(rows: precisions.rows, panels, precisions, twice: components)
    let latent = precisions.rows
    let count = Vector(repeating: Float(components.columns))
    for half in halves(panels) {
      let (source, target) = (components.half(half), precisions.half(half))
      var sum = Vector.zero
      for row in 0..<latent {
        let logVariance = boundedLogVariance(source[latent + row])
        target[row] = exp(-logVariance)
        sum += logVariance + logTwoPi
      }
      sum.times(Vector(repeating: -0.5), plus: -log(count)).store(to: constants + half * 16)
    }
  }

  @inline(never)
  package static func mixtureLogDensity(
    _ z: Panels, components: Panels, precisions: Panels, constants: UnsafePointer<Float>,
    logShares: Panels, logDensity: UnsafeMutablePointer<Float>, panels: Range<Int>
  ) {
    checkMixture(z, components, precisions)
    checkShapes(rows: z.rows, panels, z)
    checkShapes(rows: components.columns, panels, logShares)
    let (count, latent) = (components.columns, z.rows)
    for half in halves(panels) {
      let (code, lines) = (z.half(half), logShares.half(half))
      var k = 0
      // Four components at a time are in one panel; of the last four some may be padding, which has its
      // lines too.
      while k < count {
        let means = components.base + k / 32 * components.panelStride + k % 32
        let weights = precisions.base + k / 32 * precisions.panelStride + k % 32
        var (a, b, c, d) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
        for row in 0..<latent {
          let value = code[row]
          let (mean, weight) = (means + row * 32, weights + row * 32)
          let (first, second) = (value - mean[0], value - mean[1])
          let (third, fourth) = (value - mean[2], value - mean[3])
          a.addProduct(first * weight[0], first)
          b.addProduct(second * weight[1], second)
          c.addProduct(third * weight[2], third)
          d.addProduct(fourth * weight[3], fourth)
        }
        lines[k] = a.times(-0.5, plus: constants[k])
        lines[k + 1] = b.times(-0.5, plus: constants[k + 1])
        lines[k + 2] = c.times(-0.5, plus: constants[k + 2])
        lines[k + 3] = d.times(-0.5, plus: constants[k + 3])
        k += 4
      }
      var largest = lines[0]
      for k in 1..<max(1, count) {
        let value = lines[k]
        largest = largest.replacing(with: value, where: value .> largest)
      }
      var sum = Vector.zero
      for k in 0..<count { sum += exp(lines[k] - largest) }
      (largest + log(sum)).store(to: logDensity + half * 16)
    }
  }

  @inline(never)
  package static func mixtureBackward(
    _ z: Panels, components: Panels, precisions: Panels, logDensity: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, shares: Panels, zGradient: Panels, panels: Range<Int>
  ) {
    checkMixture(z, components, precisions)
    checkShapes(rows: z.rows, panels, z, zGradient)
    checkShapes(rows: components.columns, panels, shares)
    let (count, latent) = (components.columns, z.rows)
    for half in halves(panels) {
      let (code, lines, target) = (z.half(half), shares.half(half), zGradient.half(half))
      let total = Vector(at: logDensity + half * 16)
      let weight = Vector(at: weights + half * 16)
      for k in 0..<count {
        let share = exp(lines[k] - total) * weight
        lines[k] = share.replacing(with: Vector.zero, where: weight .== 0)
      }
      for row in 0..<latent {
        let value = code[row]
        var (even, odd) = (Vector.zero, Vector.zero)
        var k = 0
        while k < count {
          let mean = components.base + k / 32 * components.panelStride + row * 32 + k % 32
          let precision = precisions.base + k / 32 * precisions.panelStride + row * 32 + k % 32
          even.addProduct(lines[k] * precision[0], value - mean[0])
          if k + 1 < count { odd.addProduct(lines[k + 1] * precision[1], value - mean[1]) }
          k += 2
        }
        target[row] += (even + odd).replacing(with: Vector.zero, where: weight .== 0)
      }
    }
  }

  @inline(never)
  package static func mixtureComponentGradient(
    _ z: Panels, weights: UnsafePointer<Float>, shares: Panels, components: Panels,
    precisions: Panels, gradient: Panels, panels: Range<Int>
  ) {
    checkMixture(z, components, precisions)
    checkShapes(rows: 2 * z.rows, panels, components, gradient)
    checkShapes(rows: z.columns, panels, shares)
    let latent = z.rows
    for half in halves(panels) {
      let mask = components.mask(half)
      let (lines, source) = (shares.half(half), components.half(half))
      let (weighing, target) = (precisions.half(half), gradient.half(half))
      for row in 0..<latent {
        let mean = source[row]
        let raw = source[latent + row]
        let precision = weighing[row]
        var (sum, first, second) = (Vector.zero, Vector.zero, Vector.zero)
        for n in 0..<z.columns where weights[n] != 0 {
          let share = lines[n]
          let distance = z.number(row, n) - mean
          let product = share * distance
          sum += share
          first += product
          second.addProduct(product, distance)
        }
        let slope = (sum - precision * second) * 0.5
        let bounded = slope.replacing(
          with: Vector.zero, where: raw .!= boundedLogVariance(raw))
        target[row] = (-(precision * first)).masked(by: mask)
        target[latent + row] = bounded.masked(by: mask)
      }
    }
  }
}
