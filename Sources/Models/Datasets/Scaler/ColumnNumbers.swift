/// The numbers of a column in the order of the rows, as a rule is fitted to them. Sums are of blocks of 4,096 rows,
/// then of the blocks, whatever frames the rows came in.
package struct ColumnNumbers {
  private static let block = 4096

  /// At least one, all finite.
  private let values: [Double]

  package init(_ values: [Double]) { self.values = values }

  private func sum(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    for start in stride(from: 0, to: values.count, by: Self.block) {
      var part = 0.0
      for index in start..<min(values.count, start + Self.block) { part += term(values[index]) }
      sum += part
    }
    return sum
  }

  /// The mean, and the root of the mean squared distance from it.
  package var moments: (mean: Double, deviation: Double) {
    // Of numbers that are all the same, the mean may be off by a rounding, and would seem to have a deviation.
    if range.lowerBound == range.upperBound { return (values[0], 0) }
    let count = Double(values.count)
    let mean = sum { $0 / count }
    // Without the numbers' own size, squares neither overflow nor vanish.
    let widest = max(range.upperBound - mean, mean - range.lowerBound)
    let square = sum { (($0 - mean) / widest) * (($0 - mean) / widest) } / count
    return (mean, widest * square.squareRoot())
  }

  package var range: ClosedRange<Double> {
    values.reduce(values[0]...values[0]) { min($0.lowerBound, $1)...max($0.upperBound, $1) }
  }

  /// The number below which a share of all numbers are, linear between two neighbours: of n sorted numbers that at
  /// the place `share` · (n − 1), counted from 0.
  package func quantile(_ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }
}
