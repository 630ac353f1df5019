import Foundation
import Kernels
import Testing

@Suite struct PairKernelTests {
  /// Sums of kernels and their gradients against the formulas in Double. With u = 2⁻²⁴ and 5 dimensions of
  /// numbers below 2, s below 80 errs by 8u of itself and a kernel, whose slope times s is at most itself,
  /// by 20u of itself; the sum adds as much again. A gradient's terms are at most 4 times a slope of at most
  /// 10, each with 30u, and their sum rounds once a term.
  @Test(
    arguments: raggedBatches,
    [PairKernel.gaussian(width: 10), .inverseMultiquadratic(width: 10)])
  func sumsAndGradients(batch: Int, kernel: PairKernel) {
    let width = 5
    var numbers = Numbers(UInt64(batch))
    let a = numbers.activations(rows: width, batch: batch, scale: 2)
    let b = numbers.activations(rows: width, batch: batch, scale: 2)
    func k(_ s: Double) -> (value: Double, slope: Double) {
      if case .gaussian = kernel { return (exp(-s / 10), -exp(-s / 10) / 10) }
      return [0.1, 0.2, 0.5, 1, 2, 5, 10].reduce((0, 0)) { sum, scale in
        let c = scale * 10
        return (sum.0 + c / (c + s), sum.1 - c / ((c + s) * (c + s)))
      }
    }
    for (other, distinct) in [(a, true), (b, false)] {
      let gradient = Matrix(rows: width, columns: batch)
      let sums = onEachPath { kernels in
        let sums = Buffer(count: Panels.panels(batch) * 32)
        gradient.rowMajor = [Float](repeating: 1, count: width * batch)
        kernels.pairKernels(
          a.panels, other.panels, distinct: distinct, kernel: kernel, sums: sums.base, weight: 0.5,
          gradient: gradient.panels, panels: allPanels(batch))
        return Array(sums.elements.prefix(batch)) + gradient.rowMajor
      }
      for n in 0..<batch {
        var (sum, slopes) = (0.0, [Double](repeating: 0, count: width))
        for m in 0..<batch where !(distinct && m == n) {
          let differences = (0..<width).map { a.double($0, n) - other.double($0, m) }
          let (value, slope) = k(differences.reduce(0) { $0 + $1 * $1 })
          sum += value
          for row in 0..<width { slopes[row] += slope * differences[row] }
        }
        let count = Double(batch)
        #expect(abs(Double(sums[n]) - sum) <= 40 * halfUlp * max(sum, 7))
        for row in 0..<width {
          let bound = halfUlp * (1 + count * 40 * 30 + count * count * 40)
          #expect(abs(gradient.double(row, n) - 1 - slopes[row]) <= bound)
        }
      }
    }
  }
}
