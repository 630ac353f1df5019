/// Means of the figures of a data set, with their standard errors. Each row counts the same, however the
/// rows are cut into frames.
package struct MetricSums: Sendable {
  package private(set) var rows = 0
  /// The first row's figures: sums are taken around them, so that the squares of large numbers do not
  /// drown a small variance. 0 for one that is infinite.
  private var origin: [Double] = []
  private var sums: [Double] = []
  private var squares: [Double] = []

  package init() {}

  /// Adds some rows.
  ///
  /// - Parameter columns: a figure of all rows each.
  package mutating func add(_ columns: [[Float]]) {
    let count = columns[0].count
    guard count > 0 else { return }
    if origin.isEmpty {
      origin = columns.map { $0[0].isFinite ? Double($0[0]) : 0 }
      sums = Array(repeating: 0, count: columns.count)
      squares = sums
    }
    for (index, column) in columns.enumerated() {
      for value in column {
        let distance = Double(value) - origin[index]
        sums[index] += distance
        squares[index] += distance * distance
      }
    }
    rows += count
  }

  /// A figure's mean over the rows; infinite where a row's figure is.
  package func mean(_ index: Int) -> Double { origin[index] + sums[index] / Double(rows) }

  /// The standard error of that mean, s/√n with n − 1 degrees of freedom; nil for one row, and where the
  /// mean is infinite.
  package func standardError(_ index: Int) -> Double? {
    guard rows > 1, sums[index].isFinite else { return nil }
    let n = Double(rows)
    let variance = max(0, squares[index] - sums[index] * sums[index] / n) / (n - 1)
    return (variance / n).squareRoot()
  }
}
