import Foundation
import Kernels
import Testing

@Suite struct GaussianPosteriorTests {
  /// Σ over the batch of each dimension's KL. With u = 2⁻²⁴ the exponential and its square err by 10u,
  /// the three sums of a term by 3u of its parts, and a sum over the batch rounds once for each
  /// 16 examples and 5 times in the tree.
  @Test(arguments: raggedBatches)
  func divergenceSums(batch: Int) {
    let latent = 5
    var numbers = Numbers(UInt64(batch))
    let parameters = numbers.activations(rows: 2 * latent, batch: batch, scale: 3)
    let result = onEachPath { kernels in
      let sums = Buffer(count: latent)
      kernels.divergenceSums(parameters.panels, result: sums.base)
      return sums.elements
    }
    for j in 0..<latent {
      var (sum, magnitude) = (0.0, 0.0)
      for n in 0..<batch {
        let (mean, log) = (parameters.double(j, n), parameters.double(latent + j, n))
        sum += (mean * mean + exp(log) - 1 - log) / 2
        magnitude += (mean * mean + exp(log) + 1 + abs(log)) / 2
      }
      #expect(abs(Double(result[j]) - sum) <= (18 + Double(batch) / 16) * halfUlp * magnitude)
    }
  }

  /// The gradient of Σ dz·z + Σ_j w_j KL_j, each dimension with its own weight. Of the parts
  /// dz·ε·σ and w(σ² − 1) each errs by less than 12 roundings.
  @Test(arguments: raggedBatches)
  func gradientHasAWeightForEachDimension(batch: Int) {
    let latent = 3
    var numbers = Numbers(UInt64(batch) + 7)
    let parameters = numbers.activations(rows: 2 * latent, batch: batch)
    let noise = numbers.activations(rows: latent, batch: batch)
    let zGradient = numbers.activations(rows: latent, batch: batch)
    let weights: [Float] = [0, 0.5, 2]
    let gradient = Matrix(rows: 2 * latent, columns: batch)
    _ = onEachPath { kernels in
      gradient.spoilPadding()
      kernels.posteriorBackward(
        parameters: parameters.panels, noise: noise.panels, zGradient: zGradient.panels,
        weights: weights, gradient: gradient.panels, panels: allPanels(batch))
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    for j in 0..<latent {
      for n in 0..<batch {
        let (epsilon, dz) = (noise.double(j, n), zGradient.double(j, n))
        let point = [parameters.double(j, n), parameters.double(latent + j, n)]
        let slopes = centralDifferences(point) { point in
          let divergence = (point[0] * point[0] + exp(point[1]) - 1 - point[1]) / 2
          return dz * (point[0] + exp(point[1] / 2) * epsilon) + Double(weights[j]) * divergence
        }
        // Every factor is below e, so the parts are below 3 and 2·(e + 1).
        #expect(abs(gradient.double(j, n) - slopes[0]) <= 12 * halfUlp * 11)
        #expect(abs(gradient.double(latent + j, n) - slopes[1]) <= 12 * halfUlp * 11)
      }
    }
  }

  /// Rows that are part of larger matrices give the bits of matrices of their own.
  @Test func slicesOfMatrices() {
    let (latent, batch) = (3, 70)
    var numbers = Numbers(4)
    let parameters = numbers.activations(rows: 2 * latent, batch: batch)
    let noise = numbers.activations(rows: latent, batch: batch)
    let (z, wide) = (Matrix(rows: latent, columns: batch), Matrix(rows: 13, columns: batch))
    let inner = wide.panels.slice(rows: 6..<9)
    let divergence = Buffer(count: 96)
    for target in [z.panels, inner] {
      paths[0].posteriorForward(
        parameters: parameters.panels, noise: noise.panels, z: target,
        divergence: divergence.base, panels: allPanels(batch))
    }
    for row in 0..<13 {
      for n in 0..<batch {
        #expect(wide[row, n] == ((6..<9).contains(row) ? z[row - 6, n] : 0))
      }
    }
  }
}
