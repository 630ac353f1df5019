import Foundation
import Kernels
import Testing

@Suite struct ScoringKernelTests {
  /// z, and log p(z) − log q(z|x) from both densities. With u = 2⁻²⁴ and numbers below 8: z errs by 6
  /// roundings of 60, a term of the ratio by twice z times that and 4 roundings, and the sum by one a
  /// dimension.
  @Test(arguments: raggedBatches)
  func drawsAndTheirRatios(batch: Int) {
    let latent = 5
    var numbers = Numbers(UInt64(batch) + 3)
    let parameters = numbers.activations(rows: 2 * latent, batch: batch, scale: 3)
    let noise = numbers.activations(rows: latent, batch: batch, scale: 4)
    let z = Matrix(rows: latent, columns: batch)
    let ratios = onEachPath { kernels in
      let ratios = Buffer(count: Panels.panels(batch) * 32)
      kernels.posteriorDraw(
        parameters: parameters.panels, noise: noise.panels, z: z.panels, logRatio: ratios.base,
        panels: allPanels(batch))
      return Array(ratios.elements.prefix(batch)) + z.rowMajor
    }
    for n in 0..<batch {
      var (ratio, bound) = (0.0, 0.0)
      for j in 0..<latent {
        let (mean, log) = (parameters.double(j, n), parameters.double(latent + j, n))
        let (epsilon, deviation) = (noise.double(j, n), exp(log / 2))
        let value = mean + deviation * epsilon
        let size = abs(mean) + deviation * abs(epsilon)
        #expect(abs(z.double(j, n) - value) <= 6 * halfUlp * size)
        ratio += (epsilon * epsilon - value * value + log) / 2
        let terms = epsilon * epsilon + size * size + abs(log)
        bound += (10 + Double(latent)) * halfUlp * terms
      }
      #expect(abs(Double(ratios[n]) - ratio) <= bound)
    }
  }

  /// −log K − log q of the category drawn. As `categoricalDivergence`: a few roundings of each part.
  @Test(arguments: raggedBatches)
  func ratiosOfCategories(batch: Int) {
    let (groups, categories) = (3, 4)
    var numbers = Numbers(UInt64(batch) + 5)
    let logits = numbers.activations(rows: groups * categories, batch: batch, scale: 5)
    let draws = Matrix(rows: groups * categories, columns: batch)
    for group in 0..<groups {
      for n in 0..<batch { draws[group * categories + (n + group) % categories, n] = 1 }
    }
    let ratios = onEachPath { kernels in
      let ratios = Buffer(count: Panels.panels(batch) * 32)
      kernels.categoricalLogRatio(
        logits.panels, draws: draws.panels, categories: categories, logRatio: ratios.base,
        panels: allPanels(batch))
      return Array(ratios.elements.prefix(batch))
    }
    for n in 0..<batch {
      var (sum, magnitude) = (0.0, 0.0)
      for group in 0..<groups {
        let values = (0..<categories).map { logits.double(group * categories + $0, n) }
        let logSum = log(values.reduce(0) { $0 + exp($1) })
        sum -= log(Double(categories)) + values[(n + group) % categories] - logSum
        magnitude += 2 + 10 + abs(logSum)
      }
      #expect(abs(Double(ratios[n]) - sum) <= 16 * halfUlp * magnitude)
    }
  }

  /// Sums of weights in blocks of ragged sizes against the sum in Double. A sum of n positive weights, in
  /// blocks, errs by at most n + 8 roundings of itself for each block, an exponent by 90 of them.
  @Test(arguments: raggedBatches)
  func importanceWeights(batch: Int) {
    let width = Panels.panels(batch) * 32
    var numbers = Numbers(UInt64(batch) + 9)
    // Logarithms around −80, with one far above the others in the second block.
    var logs = numbers.array(23 * width).map { $0 * 9 - 80 }
    for n in 0..<batch { logs[9 * width + n] = -60 }
    let state = onEachPath { kernels in
      let state = Buffer(count: 3 * width)
      state.base.update(repeating: -.infinity, count: width)
      for block in [0..<7, 7..<8, 8..<23] {
        logs.withUnsafeBufferPointer {
          kernels.addImportanceWeights(
            $0.baseAddress! + block.lowerBound * width, samples: block.count, stride: width,
            state: state.base, panels: allPanels(batch))
        }
      }
      return state.elements
    }
    for n in 0..<batch {
      let weights = (0..<23).map { exp(Double(logs[$0 * width + n]) + 60) }
      let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
      #expect(state[n] == -60)
      let bound = (3 * (23 + 8) + 90) * halfUlp
      #expect(abs(Double(state[width + n]) / sum - 1) <= bound)
      #expect(abs(Double(state[2 * width + n]) / squares - 1) <= 2 * bound)
    }
  }

  /// The entropy of pixels, 0 and 1 among them. A term is at most ½·log 2·2 and errs by 6 roundings of
  /// that, and the sum by one a pixel.
  @Test(arguments: raggedBatches)
  func entropy(batch: Int) {
    let pixels = 11
    var numbers = Numbers(UInt64(batch) + 1)
    let target = numbers.matrix(rows: pixels, columns: batch)
    target.rowMajor = target.rowMajor.enumerated().map {
      [0, 1, abs($1), 1e-30, 1 - 0x1p-24][$0 % 5]
    }
    let result = onEachPath { kernels in
      let sums = Buffer(count: Panels.panels(batch) * 32)
      kernels.leastLosses(
        target.panels, likelihood: .bernoulli, result: sums.base, panels: allPanels(batch))
      return Array(sums.elements.prefix(batch))
    }
    for n in 0..<batch {
      let exact = (0..<pixels).reduce(0.0) {
        let x = target.double($1, n)
        return $0 - (x > 0 ? x * log(x) : 0) - (x < 1 ? (1 - x) * log(1 - x) : 0)
      }
      #expect(abs(Double(result[n]) - exact) <= Double(pixels) * (6 + 11) * halfUlp)
    }
  }
}
