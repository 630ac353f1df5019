import Kernels
import Testing

@Suite struct OneHotTests {
  /// Few different numbers, so that most groups have several largest.
  @Test(arguments: raggedBatches, [1, 3, 11])
  func theFirstOfTheLargest(batch: Int, categories: Int) {
    let groups = 3
    var numbers = Numbers(UInt64(batch))
    let source = numbers.activations(rows: groups * categories, batch: batch)
    source.rowMajor = source.rowMajor.map { ($0 * 2).rounded() }
    let result = Matrix(rows: source.rows, columns: batch)
    _ = onEachPath { kernels in
      kernels.oneHotOfLargest(
        source.panels, categories: categories, result: result.panels, panels: allPanels(batch))
      return result.rowMajor
    }
    for group in 0..<groups {
      for n in 0..<batch {
        let values = (0..<categories).map { source[group * categories + $0, n] }
        let first = values.firstIndex(of: values.max()!)!
        for k in 0..<categories {
          #expect(result[group * categories + k, n] == (k == first ? 1 : 0))
        }
      }
    }
  }

  /// Labels joined to a matrix from row `first` on, and to its transpose; nothing else is touched.
  @Test(arguments: raggedBatches, [0, 5, 28, 32])
  func labels(batch: Int, first: Int) {
    let classes = 10
    let columns = allPanels(batch).count * 32
    // Beyond the batch is rubbish; −1 and 10 are no classes.
    let labels = (0..<columns).map { Int32($0 < batch ? ($0 * 7) % 12 - 1 : 1 << 20) }
    for more in [0, 3] {
      let rows = first + classes + more
      let byFeature = Matrix(rows: rows, columns: batch)
      let byRow = Matrix(rows: batch, columns: rows)
      for kernels in paths {
        byFeature.rowMajor = Array(repeating: 9, count: rows * batch)
        byRow.rowMajor = byFeature.rowMajor
        byRow.spoilPadding()
        kernels.oneHot(
          labels, first: first, classes: classes, result: byFeature.panels,
          panels: allPanels(batch))
        kernels.oneHotColumns(
          labels, first: first, classes: classes, result: byRow.panels, rows: 0..<batch)
        for n in 0..<batch {
          for row in 0..<rows {
            let isLabel = (first..<first + classes).contains(row)
            let expected: Float = isLabel ? (Int(labels[n]) == row - first ? 1 : 0) : 9
            #expect(byFeature[row, n] == expected)
            #expect(byRow[n, row] == expected)
          }
        }
        if more == 0 { #expect(byRow.paddingIsZero) }
      }
    }
  }
}
