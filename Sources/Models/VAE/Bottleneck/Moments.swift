import Kernels
import Networks

/// Sums and sums of squares of some numbers of each example, for `CodeUsage.active`.
struct Moments {
  private var totals: [Double]
  private let numbers: Int

  init(numbers: Int) {
    self.numbers = numbers
    totals = Array(repeating: 0, count: 2 * numbers)
  }

  mutating func reset() { totals = Array(repeating: 0, count: 2 * numbers) }

  /// The sums, to be kept and put back in the middle of an epoch.
  ///
  /// - Parameter path: where `owner` has them.
  static func entry<Owner: AnyObject>(
    _ owner: Owner, _ path: ReferenceWritableKeyPath<Owner, Moments>
  ) -> StateEntry {
    StateEntry("moments") {
      owner[keyPath: path].totals
    } set: {
      owner[keyPath: path].totals = $0
    }
  }

  /// Adds a batch of `values` `[numbers or more, batch]`.
  mutating func add(_ values: Panels, engine: Engine) {
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
