import Kernels

/// Rows of numbers made ready for the fit of a mixture: the dimensions that vary, each with mean 0 and
/// variance 1, in blocks of rows.
///
/// A dimension in which all rows are equal is left out: its density would be infinite whatever the rest
/// is.
final class StandardRows: @unchecked Sendable {
  /// Rows in a block; the last may have fewer. A block of 20 dimensions fits the second cache.
  static let blockRows = 256

  let count: Int
  /// Numbers in a row as it came.
  let width: Int
  /// Which of them vary.
  let varying: [Int]
  /// Of each number of a row as it came.
  let means: [Double]
  /// Deviations of the dimensions that vary.
  let scales: [Double]
  private let memory: UnsafeMutablePointer<Double>

  /// - Parameter rows: `[count, width]`, finite, at least one.
  init(_ rows: [Float], width: Int, engine: Engine) {
    count = rows.count / width
    self.width = width
    let (means, variances) = rows.withUnsafeBufferPointer { StandardRows.moments($0, width: width) }
    self.means = means
    let varying = (0..<width).filter { variances[$0] > 0 }
    let scales = varying.map { variances[$0].squareRoot() }
    (self.varying, self.scales) = (varying, scales)
    let blocks = (count + StandardRows.blockRows - 1) / StandardRows.blockRows
    let size = blocks * (varying.count + 1) * StandardRows.blockRows
    memory = .allocate(capacity: size)
    memory.initialize(repeating: 0, count: size)
    rows.withUnsafeBufferPointer { rows in
      engine.pool.run(blocks) { block in
        let lines = self.lines(block)
        for n in 0..<self.rows(block) {
          let row = (block * StandardRows.blockRows + n) * width
          for (line, dimension) in varying.enumerated() {
            let distance = Double(rows[row + dimension]) - means[dimension]
            lines[line * StandardRows.blockRows + n] = distance / scales[line]
          }
          lines[varying.count * StandardRows.blockRows + n] = 1
        }
      }
    }
  }

  deinit { memory.deallocate() }

  /// Dimensions that vary.
  var dimensions: Int { varying.count }

  var blocks: Int { (count + StandardRows.blockRows - 1) / StandardRows.blockRows }

  /// How many rows are in a block.
  func rows(_ block: Int) -> Int {
    min(StandardRows.blockRows, count - block * StandardRows.blockRows)
  }

  /// A block's numbers: a line of 256 for each dimension, and one that is 1 for each row, so that the
  /// moments of rows have their sums and their number too. Beyond the last row all are 0.
  func lines(_ block: Int) -> UnsafeMutablePointer<Double> {
    memory + block * (dimensions + 1) * StandardRows.blockRows
  }

  /// A row by its number.
  func row(_ number: Int) -> [Double] {
    let base = lines(number / StandardRows.blockRows) + number % StandardRows.blockRows
    return (0..<dimensions).map { base[$0 * StandardRows.blockRows] }
  }

  /// Means and variances, in ascending order of the rows, around the first row, so that large means do
  /// not drown small variances; a second pass, around the means, gives 0 where all rows are equal.
  private static func moments(_ rows: UnsafeBufferPointer<Float>, width: Int) -> (
    means: [Double], variances: [Double]
  ) {
    let count = Double(rows.count / width)
    var sums = [Double](repeating: 0, count: width)
    for start in stride(from: 0, to: rows.count, by: width) {
      for i in 0..<width { sums[i] += Double(rows[start + i]) - Double(rows[i]) }
    }
    let means = (0..<width).map { Double(rows[$0]) + sums[$0] / count }
    var squares = [Double](repeating: 0, count: width)
    for start in stride(from: 0, to: rows.count, by: width) {
      for i in 0..<width {
        let distance = Double(rows[start + i]) - means[i]
        squares[i] += distance * distance
      }
    }
    return (means, squares.map { $0 / count })
  }
}
