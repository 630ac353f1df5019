/// The owner of a linear map along an axis: for each output its neighbouring inputs and their weights.
package final class AxisTable: @unchecked Sendable {
  package let inputs, outputs: Int
  private let rows: [Row]
  private let most: Int
  private let first, counts: UnsafeMutablePointer<Int32>
  private let weights: Buffer

  /// An output's first input, and the weights from there on.
  private typealias Row = (first: Int, weights: [Double])

  private init(inputs: Int, _ rows: [Row]) {
    (self.inputs, outputs, self.rows) = (inputs, rows.count, rows)
    most = rows.map(\.weights.count).max() ?? 0
    first = .allocate(capacity: rows.count)
    counts = .allocate(capacity: rows.count)
    weights = Buffer(count: rows.count * most)
    for (output, row) in rows.enumerated() {
      first[output] = Int32(row.first)
      counts[output] = Int32(row.weights.count)
      for (tap, weight) in row.weights.enumerated() {
        weights.base[output * most + tap] = Float(weight)
      }
    }
  }

  deinit {
    first.deallocate()
    counts.deallocate()
  }

  /// An average with the weights of a window around each place. At the ends the window is cut off, and what
  /// is left of it has the sum 1 again.
  ///
  /// - Parameter window: the weights from its middle to one side.
  package convenience init(averaging size: Int, window: [Double]) {
    let radius = window.count - 1
    self.init(
      inputs: size,
      (0..<size).map { place in
        let range = max(0, place - radius)..<min(size, place + radius + 1)
        let weights = range.map { window[abs($0 - place)] }
        let sum = weights.reduce(0, +)
        return (range.lowerBound, weights.map { $0 / sum })
      })
  }

  /// The means of pairs of neighbours; an odd one out at the end stays as it is.
  package convenience init(halving size: Int) {
    self.init(
      inputs: size,
      (0..<(size + 1) / 2).map { (2 * $0, 2 * $0 + 1 < size ? [0.5, 0.5] : [1]) })
  }

  /// The transposed map: what carries a gradient back.
  package var transposed: AxisTable {
    var rows = [Row](repeating: (0, []), count: inputs)
    for (output, row) in self.rows.enumerated() {
      for (tap, weight) in row.weights.enumerated() {
        let input = row.first + tap
        if rows[input].weights.isEmpty { rows[input].first = output }
        rows[input].weights.append(weight)
      }
    }
    return AxisTable(inputs: outputs, rows)
  }

  /// The map along one axis of an image, valid as long as the table.
  ///
  /// - Parameters:
  ///   - outer: blocks of the axis.
  ///   - inner: neighbouring lines at each place.
  package func map(outer: Int, inner: Int) -> AxisMap {
    AxisMap(
      first: first, counts: counts, weights: weights.base, most: most, inputs: inputs,
      outputs: outputs, outer: outer, inner: inner)
  }
}
