import Foundation
import Kernels
import LaneTypes
import Testing

@Suite struct TrainingKernelTests {
  /// Two steps against the algorithm of the paper in Double. Every number is of order 1 and passes
  /// through fewer than 20 roundings of 2⁻²⁴.
  @Test(arguments: paths.indices)
  func adamFollowsThePaper(path: Int) {
    let count = 48
    var numbers = Numbers(8)
    let (weights, first, second) = (
      Buffer(count: count), Buffer(count: count), Buffer(count: count)
    )
    weights.elements = numbers.array(count)
    var exact = weights.elements.map(Double.init)
    var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for t in 1...2 {
      let gradient = Buffer(count: count)
      gradient.elements = numbers.array(count)
      paths[path].adamStep(
        gradient: gradient.base, weights: weights.base, firstMoment: first.base,
        secondMoment: second.base, step: AdamStep(learningRate: 0.01, step: t), count: count)
      for i in 0..<count {
        let g = Double(gradient.elements[i])
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        let (mHat, vHat) = (m[i] / (1 - pow(0.9, Double(t))), v[i] / (1 - pow(0.999, Double(t))))
        exact[i] -= 0.01 * mHat / (sqrt(vHat) + 1e-8)
      }
    }
    for i in 0..<count { #expect(abs(Double(weights.elements[i]) - exact[i]) < 20 * halfUlp) }
  }

  /// Every byte becomes p/255, rounded once.
  @Test(arguments: paths.indices)
  func bytesBecomeFractions(path: Int) {
    let bytes = (0..<261).map { UInt8($0 % 256) }
    let result = Matrix(rows: 3, columns: bytes.count)
    bytes.withUnsafeBufferPointer {
      paths[path].loadBytes($0.baseAddress!, result: result.panels, row: 1)
    }
    for (column, byte) in bytes.enumerated() {
      #expect(result[1, column] == Float(byte) / 255)
    }
    #expect(result[1, 255] == 1 && result[1, 0] == 0 && result[0, 255] == 0)
  }

  /// Loss and gradient of a layer of pixels, against the formulas in Double.
  @Test(arguments: paths.indices, [Likelihood.bernoulli, .gaussian(variance: 0.3)])
  func likelihoods(path: Int, likelihood: Likelihood) {
    let (pixels, inputs, batch) = (21, 5, 45)
    var numbers = Numbers(5)
    let weights = numbers.matrix(rows: pixels, columns: inputs)
    let input = numbers.matrix(rows: inputs, columns: batch)
    let bias = Buffer(count: pixels)
    bias.elements = numbers.array(pixels)
    let target = Matrix(rows: pixels, columns: batch)
    target.rowMajor = numbers.array(pixels * batch).map(\.magnitude)
    let gradient = Matrix(rows: pixels, columns: batch)
    let (tiles, panels) = allTiles(rows: pixels, columns: batch)
    let tileLosses = Buffer(count: panels.count * tiles.count * 32)
    let losses = Buffer(count: panels.count * 32)
    paths[path].likelihoodForward(
      weights: weights.panels, bias: bias.base, input: input.panels, target: target.panels,
      gradient: gradient.panels, losses: tileLosses.base, likelihood: likelihood, scale: 0.25,
      tileRows: tiles, panels: panels)
    paths[path].sumLosses(
      tileLosses.base, tiles: tiles.count, result: losses.base, panels: panels)
    for n in 0..<batch {
      var sum = 0.0
      for p in 0..<pixels {
        let l = (0..<inputs).reduce(Double(bias.elements[p])) {
          $0 + weights.double(p, $1) * input.double($1, n)
        }
        let x = target.double(p, n)
        let slope: Double
        switch likelihood {
        case .bernoulli:
          sum += log1p(exp(l)) - x * l
          slope = 1 / (1 + exp(-l)) - x
        case .gaussian(let variance):
          sum += (l - x) * (l - x) / (2 * Double(variance))
          slope = (l - x) / Double(variance)
        }
        // |l| < 6 and a handful of roundings; the division by 0.3 enlarges them.
        #expect(abs(gradient.double(p, n) - slope / 4) < 1e-5)
      }
      #expect(abs(Double(losses.elements[n]) - sum) < 1e-6 * Double(pixels) * 40)
    }
    // Beyond the batch the gradient is zero, so that sums over lanes need no mask.
    for p in 0..<pixels {
      for column in batch..<64 {
        #expect(
          gradient.base[column / 32 * gradient.panels.panelStride + p * 32 + column % 32] == 0)
      }
    }
  }
}
