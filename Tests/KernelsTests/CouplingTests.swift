import Foundation
import Kernels
import Testing

/// Affine couplings against their formulas in Double. With u = 2⁻²⁴ a log-scale errs by 8u of itself
/// (tanh; the bound is a power of two), and as it is at most 2 its exponential by 16u + 4u.
@Suite struct CouplingTests {
  private let rows = 5
  private let bound = Double(CouplingScale.bound)

  private func scale(_ raw: Double) -> Double { bound * tanh(raw / bound) }

  /// y within 24u of |x|·exp(s) + |t|: 20u, a product and a sum. Each s within 8u, and the sums of five and
  /// of what was there before within 6u of the magnitudes.
  @Test(arguments: raggedBatches)
  func forward(batch: Int) {
    var numbers = Numbers(UInt64(batch))
    let raw = numbers.activations(rows: 2 * rows, batch: batch, scale: 6)
    let x = numbers.activations(rows: rows, batch: batch)
    let before = numbers.array(Panels.panels(batch) * 32)
    let y = Matrix(rows: rows, columns: batch)
    let sums = Buffer(count: before.count)
    _ = onEachPath { kernels in
      sums.elements = before
      let parameters = Matrix(rows: 2 * rows, columns: batch)
      parameters.rowMajor = raw.rowMajor
      kernels.couplingForward(
        parameters: parameters.panels, input: x.panels, output: y.panels,
        logDeterminant: sums.base, panels: allPanels(batch))
      return y.rowMajor + sums.elements.prefix(batch) + parameters.rowMajor
    }
    for n in 0..<batch {
      var (sum, magnitude) = (Double(before[n]), abs(Double(before[n])))
      for j in 0..<rows {
        let (s, t) = (scale(raw.double(rows + j, n)), raw.double(j, n))
        let scaled = x.double(j, n) * exp(s)
        #expect(abs(y.double(j, n) - scaled - t) <= 24 * halfUlp * (abs(scaled) + abs(t)))
        sum += s
        magnitude += abs(s)
      }
      #expect(abs(Double(sums.elements[n]) - sum) <= 15 * halfUlp * magnitude)
    }
  }

  /// 20u of the exponential, a difference and a product, each of the result.
  @Test(arguments: raggedBatches)
  func inverse(batch: Int) {
    var numbers = Numbers(UInt64(batch) + 3)
    let parameters = numbers.activations(rows: 2 * rows, batch: batch, scale: 6)
    let y = numbers.activations(rows: rows, batch: batch)
    let x = Matrix(rows: rows, columns: batch)
    _ = onEachPath { kernels in
      kernels.couplingInverse(
        parameters: parameters.panels, output: y.panels, input: x.panels, panels: allPanels(batch))
      return x.rowMajor
    }
    for n in 0..<batch {
      for j in 0..<rows {
        let s = scale(parameters.double(rows + j, n))
        let exact = (y.double(j, n) - parameters.double(j, n)) * exp(-s)
        #expect(abs(x.double(j, n) - exact) <= 24 * halfUlp * abs(exact))
      }
    }
  }

  /// The gradient of dy·y − w·s by x, t and raw. dy·exp(s) errs by 21u. Its product with x, the difference
  /// from w and the slope, which errs by 18u of 1, make 44u of |dy·x·exp(s)| + |w|.
  @Test(arguments: [1, 33, 70], [1, 3])
  func backward(batch: Int, draws: Int) {
    // Whole panels for each draw but the last.
    let columns = (draws - 1) * Panels.panels(batch) * 32 + batch
    let isReal = (0..<columns).map { $0 % (Panels.panels(batch) * 32) < batch }
    var numbers = Numbers(UInt64(columns))
    let raw = numbers.matrix(rows: 2 * rows, columns: columns)
    let x = numbers.matrix(rows: rows, columns: columns)
    let dy = numbers.matrix(rows: rows, columns: columns)
    var weights = numbers.array(Panels.panels(columns) * 32)
    for n in weights.indices where n >= columns || !isReal[n] { weights[n] = .nan }
    for n in 0..<columns where !isReal[n] { for j in 0..<rows { dy[j, n] = 0 } }
    let (gradient, result) = (
      Matrix(rows: rows, columns: columns), Matrix(rows: 2 * rows, columns: columns)
    )
    _ = onEachPath { kernels in
      let parameters = Matrix(rows: 2 * rows, columns: columns)
      parameters.rowMajor = raw.rowMajor
      gradient.rowMajor = dy.rowMajor
      result.spoilPadding()
      let y = Matrix(rows: rows, columns: columns)
      let sums = Buffer(count: weights.count)
      defer { withExtendedLifetime((parameters, y, sums)) {} }
      kernels.couplingForward(
        parameters: parameters.panels, input: x.panels, output: y.panels,
        logDeterminant: sums.base, panels: allPanels(columns))
      kernels.couplingBackward(
        parameters: parameters.panels, input: x.panels, gradient: gradient.panels,
        weights: weights, batch: batch, parameterGradient: result.panels,
        panels: allPanels(columns))
      #expect(result.paddingIsZero && gradient.paddingIsZero)
      return gradient.rowMajor + result.rowMajor
    }
    for n in 0..<columns {
      for j in 0..<rows {
        guard isReal[n] else {
          #expect(gradient[j, n] == 0 && result[j, n] == 0 && result[rows + j, n] == 0)
          continue
        }
        let (slope, weight) = (dy.double(j, n), Double(weights[n]))
        let point = [x.double(j, n), raw.double(j, n), raw.double(rows + j, n)]
        let exact = centralDifferences(point) {
          slope * ($0[0] * exp(scale($0[2])) + $0[1]) - weight * scale($0[2])
        }
        // exp(s) < e, and all else is at most 1.
        let unit = 44 * halfUlp * (exp(1) + 1) + 1e-9
        #expect(abs(gradient.double(j, n) - exact[0]) <= unit)
        #expect(abs(result.double(j, n) - exact[1]) <= unit)
        #expect(abs(result.double(rows + j, n) - exact[2]) <= unit)
      }
    }
  }

  /// What is copied where there are examples, 0 elsewhere, and sums.
  @Test func copiesAndSums() {
    var numbers = Numbers(9)
    let (batch, columns) = (5, 70)
    let source = numbers.activations(rows: rows, batch: columns)
    for n in 0..<columns where n % 32 >= batch { for j in 0..<rows { source[j, n] = .nan } }
    let result = Matrix(rows: rows, columns: columns)
    _ = onEachPath { kernels in
      result.spoilPadding()
      kernels.copyDraws(
        source.panels, batch: batch, into: result.panels, panels: allPanels(columns))
      kernels.addRows(result.panels, to: result.panels, panels: allPanels(columns))
      return result.rowMajor
    }
    #expect(result.paddingIsZero)
    for n in 0..<columns {
      for j in 0..<rows { #expect(result[j, n] == (n % 32 < batch ? 2 * source[j, n] : 0)) }
    }
  }
}
