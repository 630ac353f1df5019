import Text
import Tool

/// How many scores of either kind lie in each of some bins of one width, from the least finite score to the
/// greatest. Infinite ones are in the first and the last bin.
struct Histogram {
  /// The bounds, one more than there are bins. A bin holds its lower bound, and the last one both.
  private let bounds: [Double]
  private let normal: [Int]
  private let anomalous: [Int]
  private let infinite: Int

  init(_ scores: Scores, bins: Int) {
    // Both ascend.
    let kinds = [scores.anomalous, scores.normal]
    let least = kinds.compactMap { $0.first(where: \.isFinite) }.min() ?? 0
    let greatest = kinds.compactMap { $0.last(where: \.isFinite) }.max() ?? 0
    infinite = kinds.reduce(0) { $0 + $1.count { !$0.isFinite } }
    let bounds = Self.bounds(least, greatest, bins: bins)
    self.bounds = bounds
    normal = Self.counts(scores.normal, bounds)
    anomalous = Self.counts(scores.anomalous, bounds)
  }

  /// A header line and a line for each bin.
  var table: String {
    var text = "from\tto\tnormal\tanomalous\n"
    for bin in normal.indices {
      text +=
        "\(shortestDecimal(bounds[bin]))\t\(shortestDecimal(bounds[bin + 1]))\t\(normal[bin])\t\(anomalous[bin])\n"
    }
    return text
  }

  /// What to say of the scores that are in a bin without lying between its bounds; nil where there are none.
  var message: String? {
    if infinite == 0 { return nil }
    let words = infinite == 1 ? "score is infinite and is" : "scores are infinite and are"
    return "\(infinite) \(words) counted in the first or the last bin"
  }

  private static func bounds(_ least: Double, _ greatest: Double, bins: Int) -> [Double] {
    // Scores that are all the same lie in the middle of a range of width 1.
    let (low, high) = least < greatest ? (least, greatest) : (least - 0.5, greatest + 0.5)
    return (0...bins).map { bin in
      if bin == 0 { return low }
      if bin == bins { return high }
      // The halves keep the width of any range finite. Every step of this is monotone, so the bounds
      // ascend.
      let share = Double(bin) / Double(bins)
      return min(high, max(low, (low / 2 + (high / 2 - low / 2) * share) * 2))
    }
  }

  /// - Parameter scores: ascending.
  private static func counts(_ scores: [Double], _ bounds: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: bounds.count - 1)
    var bin = 0
    for score in scores {
      while bin < counts.count - 1, bounds[bin + 1] <= score { bin += 1 }
      counts[bin] += 1
    }
    return counts
  }
}
