import Foundation
import Kernels
import Testing

@Suite struct SparsityTests {
  /// Σ|z| is a chain of sums of positive numbers; its gradient is one addition, so exact.
  @Test(arguments: raggedBatches)
  func absoluteValues(batch: Int) {
    let latent = 9
    var numbers = Numbers(UInt64(batch))
    let codes = numbers.activations(rows: latent, batch: batch)
    for n in 0..<batch { codes[4, n] = n % 2 == 0 ? 0 : -0.0 }
    let start = numbers.activations(rows: latent, batch: batch)
    let gradient = Matrix(rows: latent, columns: batch)
    let sums = onEachPath { kernels in
      let sums = Buffer(count: allPanels(batch).count * 32)
      kernels.absoluteSums(codes.panels, result: sums.base, panels: allPanels(batch))
      return Array(sums.elements.prefix(batch))
    }
    _ = onEachPath { kernels in
      gradient.rowMajor = start.rowMajor
      gradient.spoilPadding()
      kernels.addSigns(
        codes.panels, weight: 0.3, to: gradient.panels, panels: allPanels(batch))
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    for n in 0..<batch {
      let exact = (0..<latent).reduce(0) { $0 + abs(codes.double($1, n)) }
      #expect(abs(Double(sums[n]) - exact) <= Double(latent) * halfUlp * exact)
      for row in 0..<latent {
        let z = codes[row, n]
        let slope: Float = z > 0 ? 0.3 : z < 0 ? -0.3 : 0
        #expect(gradient[row, n] == start[row, n] + slope)
      }
    }
  }

  /// KL(ρ ‖ mean) of one row in Double.
  private func divergence(_ target: Double, _ codes: [Double]) -> Double {
    let mean = codes.reduce(0, +) / Double(codes.count)
    return target * log(target / mean) + (1 - target) * log((1 - target) / (1 - mean))
  }

  /// With m the mean and u = 2⁻²⁴: m errs by (batch/16 + 6)u of itself; each ratio by two roundings
  /// more, each logarithm by that and 6u of itself, and the sums by one for each 16 rows and five.
  @Test(arguments: raggedBatches, [Float(0.05), 0.5])
  func bernoulliDivergence(batch: Int, target: Float) {
    let latent = 21
    var numbers = Numbers(UInt64(batch) + 3)
    let codes = numbers.activations(rows: latent, batch: batch)
    codes.rowMajor = codes.rowMajor.map { 0.5 + 0.45 * $0 }
    let slopes = Buffer(count: latent)
    let result = onEachPath { kernels in
      [kernels.bernoulliSparsity(codes.panels, target: target, slopes: slopes.base)]
        + slopes.elements
    }
    let p = Double(target)
    var (sum, error) = (0.0, 0.0)
    for row in 0..<latent {
      let values = (0..<batch).map { codes.double(row, $0) }
      sum += divergence(p, values)
      let m = values.reduce(0, +) / Double(batch)
      let (on, off) = (p / m, (1 - p) / (1 - m))
      let meanError = (Double(batch) / 16 + 6) * m
      let parts = p * abs(log(on)) + (1 - p) * abs(log(off))
      error += (meanError * (on + off) + 4 + (6 + 7) * parts) * halfUlp
      // By one code; those of a row have the same slope.
      let exact = centralDifferences([values[0]]) { first in
        divergence(p, first + values.dropFirst())
      }
      let slopeError =
        (meanError * (on / m + off / (1 - m)) + 4 * (on + off)) * halfUlp / Double(batch) + 1e-9
      #expect(abs(Double(result[1 + row]) - exact[0]) <= slopeError)
    }
    #expect(abs(Double(result[0]) - sum) <= error)
  }

  /// Codes that are all 0 or all 1 have a finite divergence and a slope away from there.
  @Test func deadCodes() {
    let codes = Matrix(rows: 2, columns: 33)
    codes.rowMajor = (0..<66).map { $0 < 33 ? 0 : 1 }
    let slopes = Buffer(count: 2)
    let result = onEachPath {
      [$0.bernoulliSparsity(codes.panels, target: 0.1, slopes: slopes.base)]
    }
    // The logarithms of 1e5, of 0.9, of 1e-1 and of 9e5; 1 − 1e-6 in single precision is off by up to
    // 3e-8, that is 3% of 1e-6.
    let exact = 0.1 * log(1e5) + 0.9 * log(0.9) + 0.1 * log(0.1) + 0.9 * log(9e5)
    #expect(abs(Double(result[0]) - exact) < 0.9 * 0.031)
    #expect(slopes.elements[0] < -1000 && slopes.elements[1] > 1000)
  }

  @Test(arguments: raggedBatches)
  func constantsAreAddedToRows(batch: Int) {
    let rows = 5
    var numbers = Numbers(6)
    let start = numbers.array(rows * batch)
    let values = numbers.array(rows)
    let gradient = Matrix(rows: rows, columns: batch)
    let result = onEachPath { kernels in
      gradient.rowMajor = start
      gradient.spoilPadding()
      kernels.addToRows(
        values, weight: 0.7, gradient: gradient.panels, panels: allPanels(batch))
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    for (index, value) in result.enumerated() {
      #expect(value == start[index].addingProduct(0.7, values[index / batch]))
    }
  }

  /// Slopes from outputs in (0, 1): none takes more than 7 roundings of numbers below 1.
  @Test(arguments: raggedBatches, Activation.allCases)
  func activationsAlone(batch: Int, activation: Activation) {
    let rows = 3
    var numbers = Numbers(7)
    let output = numbers.activations(rows: rows, batch: batch)
    output.rowMajor = output.rowMajor.map(\.magnitude)
    let start = numbers.array(rows * batch)
    let gradient = Matrix(rows: rows, columns: batch)
    let result = onEachPath { kernels in
      gradient.rowMajor = start
      gradient.spoilPadding()
      kernels.activationBackward(
        output: output.panels, activation: activation, gradient: gradient.panels,
        panels: allPanels(batch))
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    for (index, y) in output.rowMajor.map(Double.init).enumerated() {
      let slope =
        switch activation {
        case .identity: 1.0
        case .relu: y > 0 ? 1.0 : 0
        case .tanh: 1 - y * y
        case .softplus: 1 - exp(-y)
        case .sigmoid: y * (1 - y)
        // What is kept of these is the slope.
        case .gelu, .silu: y
        case .leakyReLU: y > 0 ? 1 : 0.01
        }
      #expect(abs(Double(result[index]) - Double(start[index]) * slope) <= 7 * halfUlp)
    }
  }
}
