/// The classes that a conditional model was fitted to: of those from 0 up to the largest, the ones that some row
/// had. A decoder that is told another class draws with weights that never had a gradient.
package struct ClassSet: Sendable, Equatable {
  /// The metadata with `counts`, in a model.
  package static let field = "@class-counts"

  /// Classes from 0 to the largest, whether they were met or not.
  package let range: Int
  /// How many rows had each of them; nil for a model that does not say.
  package let counts: [Int]?

  /// - Parameter counts: of `range` classes, or nil.
  package init(range: Int, counts: [Int]?) {
    precondition(counts.map { $0.count == range } ?? true)
    (self.range, self.counts) = (range, counts)
  }

  /// The classes of some rows.
  package init(of labels: [Int32]) {
    range = labels.max().map { Int($0) + 1 } ?? 0
    var counts = [Int](repeating: 0, count: range)
    for label in labels { counts[Int(label)] += 1 }
    self.counts = counts
  }

  package func contains(_ label: Int64) -> Bool {
    guard label >= 0, label < range else { return false }
    return counts.map { $0[Int(label)] > 0 } ?? true
  }

  /// Those that were met, ascending; all, where the model does not say.
  package var met: [Int] { (0..<range).filter { contains(Int64($0)) } }

  /// Those that were met as a message has them, in runs: `0 to 4, 6`; the first of many.
  package var description: String {
    var runs: [(first: Int, last: Int)] = []
    for label in met {
      if let run = runs.last, run.last == label - 1 {
        runs[runs.count - 1].last = label
      } else {
        runs.append((label, label))
      }
    }
    let words = runs.prefix(16).map { run in
      switch run.last - run.first {
      case 0: "\(run.first)"
      case 1: "\(run.first), \(run.last)"
      default: "\(run.first) to \(run.last)"
      }
    }
    return words.joined(separator: ", ") + (runs.count > 16 ? ", ..." : "")
  }

  /// The class that most likely stands for "unknown" in the rows: 255, as bytes have it, beside no other above
  /// 127. Nil where there is none.
  package var probableUnknown: Int? {
    guard let counts, range == 256, counts[..<255].contains(where: { $0 > 0 }),
      counts[128..<255].allSatisfy({ $0 == 0 })
    else { return nil }
    return 255
  }
}
