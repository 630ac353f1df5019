import Kernels
import LaneTypes

/// The mean of some examples, number by number, and how far the numbers are from it.
///
/// The sums are made in Double and in the order of the rows, so that they are the same on any machine.
struct DataMean {
  /// `[features]`.
  let values: [Double]
  /// How many examples they are of.
  let count: Int
  private let data: Dataset
  private let rows: [UInt32]
  private let kernels: Kernels

  /// - Parameter rows: the numbers of the examples, at least one.
  init(_ data: Dataset, rows: [UInt32], kernels: Kernels) {
    var sums = [Double](repeating: 0, count: data.features)
    data.forEachNumber(rows, kernels: kernels) { feature, value in sums[feature] += value }
    (self.data, self.rows, self.kernels) = (data, rows, kernels)
    count = rows.count
    values = sums.map { $0 / Double(rows.count) }
  }

  /// The mean over all numbers of a function of their distance from the mean.
  func mean(_ function: (Double) -> Double) -> Double {
    var sum = 0.0
    data.forEachNumber(rows, kernels: kernels) { sum += function($1 - values[$0]) }
    return sum / (Double(count) * Double(values.count))
  }
}

extension Dataset {
  /// Calls `body` with the place in its example and the value of every number of some examples, row by row.
  fileprivate func forEachNumber(
    _ rows: [UInt32], kernels: Kernels, _ body: (Int, Double) -> Void
  ) {
    let block = Matrix(rows: 32, columns: features, order: .byTileRow)
    for first in stride(from: 0, to: rows.count, by: block.rows) {
      let part = rows[first..<min(rows.count, first + block.rows)]
      prepare(part)
      for (row, number) in part.enumerated() {
        load(Int(number), into: block.panels, row: row, kernels: kernels)
      }
      let values = block.rowMajor
      for row in 0..<part.count {
        for feature in 0..<features { body(feature, Double(values[row * features + feature])) }
      }
    }
  }
}
