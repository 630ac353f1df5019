import Foundation
import Kernels
import Testing

/// The densities of learned priors on ragged sizes, with NaN in the padding of what is read, against
/// references in Double; the same bits on each instruction set.
@Suite struct PriorKernelTests {
  private struct Mixture {
    let components, z: Matrix
    let latent: Int

    func logShares(_ n: Int) -> [Double] {
      (0..<components.columns).map { k in
        (0..<latent).reduce(-log(Double(components.columns))) { sum, j in
          let (mean, logVariance) = (components.double(j, k), components.double(latent + j, k))
          let distance = z.double(j, n) - mean
          return sum - 0.5 * (distance * distance / exp(logVariance) + logVariance + log(2 * .pi))
        }
      }
    }

    func logDensity(_ n: Int) -> Double {
      let logs = logShares(n)
      let largest = logs.max()!
      return largest + log(logs.reduce(0) { $0 + exp($1 - largest) })
    }
  }

  private static let latent = 5

  private func mixture(_ batch: Int, _ count: Int) -> Mixture {
    var numbers = Numbers(UInt64(batch * 100 + count))
    return Mixture(
      components: numbers.activations(rows: 10, batch: count, scale: 2),
      z: numbers.activations(rows: 5, batch: batch, scale: 3), latent: PriorKernelTests.latent)
  }

  /// Density, shares and both gradients of Σ weight·(−log p).
  private func run(_ m: Mixture, _ weights: [Float], _ kernels: Kernels) -> (
    density: [Float], zGradient: [Float], gradient: Matrix
  ) {
    let (batch, count) = (m.z.columns, m.components.columns)
    let width = Panels.panels(batch) * 32
    let precisions = Matrix(rows: m.latent, columns: count)
    let constants = Buffer(count: Panels.panels(count) * 32)
    let shares = Matrix(rows: count, columns: batch)
    let transposed = Matrix(rows: batch, columns: count)
    let density = Buffer(count: width)
    let zGradient = Matrix(rows: m.latent, columns: batch)
    zGradient.rowMajor = [Float](repeating: 0.5, count: m.latent * batch)
    let gradient = Matrix(rows: 2 * m.latent, columns: count)
    gradient.spoilPadding()
    let weights = weights + [Float](repeating: 0, count: width - batch)
    kernels.mixtureTerms(
      m.components.panels, precisions: precisions.panels, constants: constants.base,
      panels: allPanels(count))
    kernels.mixtureLogDensity(
      m.z.panels, components: m.components.panels, precisions: precisions.panels,
      constants: constants.base, logShares: shares.panels, logDensity: density.base,
      panels: allPanels(batch))
    kernels.mixtureBackward(
      m.z.panels, components: m.components.panels, precisions: precisions.panels,
      logDensity: density.base, weights: weights, shares: shares.panels,
      zGradient: zGradient.panels, panels: allPanels(batch))
    #expect(zGradient.paddingIsZero)
    #expect(shares.paddingIsZero)
    kernels.transpose(shares.panels, into: transposed.panels, panels: allPanels(batch))
    kernels.mixtureComponentGradient(
      m.z.panels, weights: weights, shares: transposed.panels, components: m.components.panels,
      precisions: precisions.panels, gradient: gradient.panels, panels: allPanels(count))
    #expect(gradient.paddingIsZero)
    return (Array(density.elements.prefix(batch)), zGradient.rowMajor, gradient)
  }

  /// A term (z − μ)²/σ² is at most 25·e² = 185 and errs by 8 roundings, those of the exponential among them;
  /// five of them and five logarithms are below 1,000 and their sum rounds ten times more; the logarithm of
  /// a sum of K shares adds K. A gradient is a share times (z − μ)/σ² ≤ 37: the share errs by the density's
  /// error, relatively, and a sum over components or examples by as many roundings as there are terms.
  @Test(arguments: raggedBatches, [1, 5, 33, 70])
  func mixtures(batch: Int, count: Int) {
    let mixture = mixture(batch, count)
    let weights = (0..<batch).map { Float($0 % 3) / 4 }
    var last: (density: [Float], zGradient: [Float], gradient: Matrix)?
    _ = onEachPath { kernels in
      let result = run(mixture, weights, kernels)
      last = result
      return result.density + result.zGradient + result.gradient.rowMajor
    }
    guard let found = last else { return }
    let error = (18 + Double(count)) * halfUlp * 1000
    let latent = mixture.latent
    var exact = [Double](repeating: 0, count: 2 * latent * count)
    for n in 0..<batch {
      let density = mixture.logDensity(n)
      #expect(abs(Double(found.density[n]) - density) <= error)
      let shares = mixture.logShares(n).map { exp($0 - density) * Double(weights[n]) }
      for j in 0..<latent {
        var slope = 0.5
        for k in 0..<count {
          let distance = mixture.z.double(j, n) - mixture.components.double(j, k)
          let precision = exp(-mixture.components.double(latent + j, k))
          slope += shares[k] * distance * precision
          exact[j * count + k] -= shares[k] * distance * precision
          exact[(latent + j) * count + k] +=
            shares[k] * 0.5 * (1 - distance * distance * precision)
        }
        #expect(abs(Double(found.zGradient[j * batch + n]) - slope) <= error * 40)
      }
    }
    let terms = error + Double(batch) * halfUlp
    for (value, exact) in zip(found.gradient.rowMajor, exact) {
      // Weights are at most ½, a term is below 93 of them.
      #expect(abs(Double(value) - exact) <= terms * Double(batch) * 0.5 * 93)
    }
  }

  /// Far from all components nothing overflows, and log σ² beyond its bounds has no gradient.
  @Test func farAway() {
    let components = Matrix(rows: 2, columns: 2)
    components.rowMajor = [0, 1, -40, 3]
    let z = Matrix(rows: 1, columns: 2)
    z.rowMajor = [1e5, -200]
    _ = onEachPath { kernels in
      let result = run(Mixture(components: components, z: z, latent: 1), [1, 1], kernels)
      #expect(result.density.allSatisfy { $0.isFinite && $0 < -100 })
      #expect(result.zGradient.allSatisfy { $0.isFinite })
      #expect(result.gradient.rowMajor.allSatisfy { $0.isFinite })
      #expect(result.gradient[1, 0] == 0 && result.gradient[1, 1] != 0)
      return result.density
    }
  }

  /// Densities and draws of normal distributions, and the way back of both: every factor is below e² and a
  /// term below 10·e², with a dozen roundings.
  @Test(arguments: raggedBatches)
  func normals(batch: Int) {
    let (rows, width) = (5, Panels.panels(batch) * 32)
    var numbers = Numbers(UInt64(batch) + 1)
    let parameters = numbers.activations(rows: 2 * rows, batch: batch, scale: 2)
    let noise = numbers.activations(rows: rows, batch: batch, scale: 2)
    let x = numbers.activations(rows: rows, batch: batch)
    let incoming = numbers.activations(rows: rows, batch: batch)
    let weights = (0..<width).map { $0 < batch ? Float($0 % 3) : 0 }
    let drawn = Matrix(rows: rows, columns: batch)
    let xGradient = Matrix(rows: rows, columns: batch)
    let gradients = [
      Matrix(rows: 2 * rows, columns: batch), Matrix(rows: 2 * rows, columns: batch),
    ]
    let sums = onEachPath { kernels in
      let sums = Buffer(count: width)
      kernels.addLogDensity(
        x.panels, parameters: parameters.panels, to: sums.base, panels: allPanels(batch))
      kernels.drawNormals(
        parameters.panels, noise: noise.panels, x: drawn.panels, sums: sums.base,
        panels: allPanels(batch))
      let density = Array(sums.elements.prefix(batch))
      xGradient.rowMajor = [Float](repeating: 0.5, count: rows * batch)
      kernels.logDensityBackward(
        x.panels, parameters: parameters.panels, weights: weights, xGradient: xGradient.panels,
        gradient: gradients[0].panels, panels: allPanels(batch))
      kernels.drawNormalsBackward(
        parameters.panels, noise: noise.panels, xGradient: incoming.panels, weights: weights,
        gradient: gradients[1].panels, panels: allPanels(batch))
      #expect(xGradient.paddingIsZero && gradients.allSatisfy { $0.paddingIsZero })
      return density + drawn.rowMajor + xGradient.rowMajor + gradients.flatMap(\.rowMajor)
    }
    let bound = 12 * halfUlp * 10 * exp(2)
    for n in 0..<batch {
      let weight = Double(weights[n])
      var density = 0.0
      for j in 0..<rows {
        let (mean, logVariance) = (parameters.double(j, n), parameters.double(rows + j, n))
        let (epsilon, value) = (noise.double(j, n), x.double(j, n))
        let distance = value - mean
        density -= 0.5 * (distance * distance / exp(logVariance) + logVariance)
        density += 0.5 * (epsilon * epsilon + logVariance)
        #expect(abs(drawn.double(j, n) - mean - exp(logVariance / 2) * epsilon) <= bound)
        let slope = weight * distance / exp(logVariance)
        #expect(abs(xGradient.double(j, n) - 0.5 - slope) <= 2 * bound)
        #expect(abs(gradients[0].double(j, n) + slope) <= 2 * bound)
        let spread = weight * 0.5 * (1 - distance * distance / exp(logVariance))
        #expect(abs(gradients[0].double(rows + j, n) - spread) <= 2 * bound)
        let through = incoming.double(j, n)
        #expect(gradients[1].double(j, n) == (weight == 0 ? 0 : through))
        let back = 0.5 * (through * epsilon * exp(logVariance / 2) - weight)
        #expect(abs(gradients[1].double(rows + j, n) - (weight == 0 ? 0 : back)) <= bound)
      }
      #expect(abs(Double(sums[n]) - density) <= 4 * Double(rows) * bound)
    }
  }
}
