import Kernels
import Testing

@Suite struct TopKTests {
  /// The k largest numbers above 0 in Double, of equal ones the first; 0 in the place of the others.
  private func kept(_ values: [Double], _ k: Int) -> [Double] {
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    var result = [Double](repeating: 0, count: values.count)
    for place in order.prefix(k) { result[place] = max(0, values[place]) }
    return result
  }

  private func keepLargest(_ code: Matrix, _ k: Int) -> [Float] {
    let start = code.rowMajor
    return onEachPath { kernels in
      code.rowMajor = start
      kernels.keepLargest(code.panels, count: k, panels: allPanels(code.columns))
      return code.rowMajor
    }
  }

  /// Numbers of all sizes, and few different ones, so that there are ties at the last place.
  @Test(arguments: raggedBatches, [1, 2, 7, 9, 32, 45])
  func matchesTheReference(batch: Int, latent: Int) {
    for (seed, steps) in [(1, 0), (2, 3), (3, 40)] as [(UInt64, Float)] {
      var numbers = Numbers(seed + UInt64(batch))
      for k in Set([1, 2, latent / 2, latent - 1, latent]) where (1...latent).contains(k) {
        let code = numbers.activations(rows: latent, batch: batch)
        if steps > 0 { code.rowMajor = code.rowMajor.map { ($0 * steps).rounded() } }
        let exact = (0..<batch).map { n in kept((0..<latent).map { code.double($0, n) }, k) }
        let result = keepLargest(code, k)
        for row in 0..<latent {
          for n in 0..<batch { #expect(Double(result[row * batch + n]) == exact[n][row]) }
        }
      }
    }
  }

  /// As many as there are: the rectified code. Zeros of either sign are 0.
  @Test func allOfThemAreTheRectifiedCode() {
    let code = Matrix(rows: 6, columns: 1)
    code.rowMajor = [0.5, -0.0, -3, .infinity, .leastNonzeroMagnitude, 0]
    let expected: [Float] = [0.5, 0, 0, .infinity, .leastNonzeroMagnitude, 0]
    #expect(keepLargest(code, 6).map(\.bitPattern) == expected.map(\.bitPattern))
  }

  /// Fewer numbers above 0 than may be kept stay as they are.
  @Test func fewPositiveNumbersAreAllKept() {
    let code = Matrix(rows: 5, columns: 2)
    code.rowMajor = [0, -1, 0.25, -2, 0, -3, 0, 0, 0.125, -4]
    #expect(keepLargest(code, 3) == [0, 0, 0.25, 0, 0, 0, 0, 0, 0.125, 0])
  }

  /// What is no number is above infinity, whatever its sign.
  @Test func whatIsNoNumberIsKept() {
    let code = Matrix(rows: 4, columns: 2)
    code.rowMajor = [1, 1, .nan, .infinity, .infinity, 2, 3, -Float.nan]
    let result = keepLargest(code, 1)
    #expect(result[2].isNaN && result[7].isNaN)
    #expect(result.count { $0 == 0 } == 6)
  }
}
