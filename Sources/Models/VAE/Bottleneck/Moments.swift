import Kernels
import Networks

/// Sums and sums of squares of some numbers of each example, for `CodeUsage.active`.
final class Moments {
  private var totals: [Double]
  private let numbers: Int

  init(numbers: Int) {
    self.numbers = numbers
    totals = Array(repeating: 0, count: 2 * numbers)
  }

  func reset() { totals = Array(repeating: 0, count: 2 * numbers) }

  /// The sums, to be kept and put back in the middle of an epoch.
  var entry: StateEntry {
    StateEntry("moments") {
      self.totals
    } set: {
      self.totals = $0
    }
  }

  /// Adds a batch of `values` `[numbers or more, batch]`.
  func add(_ values: Panels, engine: Engine) {
    engine.alone { engine.kernels.addMoments(values, rows: numbers, to: &totals) }
  }

  /// The variance of each number.
  func variances(examples: Int) -> [Double] {
    let count = Double(max(1, examples))
    return (0..<numbers).map {
      let mean = totals[2 * $0] / count
      return totals[2 * $0 + 1] / count - mean * mean
    }
  }

  func active(examples: Int) -> Int {
    variances(examples: examples).count(where: CodeUsage.isActive)
  }
}
