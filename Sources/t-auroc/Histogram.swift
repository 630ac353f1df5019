import Text
import Tool

/// How many scores of either kind lie in each of some bins of one width, from the least score to the
/// greatest.
struct Histogram {
  /// The bounds, one more than there are bins. A bin holds its lower bound, and the last one both.
  private let bounds: [Double]
  private let normal: [Int]
  private let anomalous: [Int]

  init(_ scores: Scores, bins: Int) {
    let least = min(scores.anomalous[0], scores.normal[0])
    let greatest = max(
      scores.anomalous[scores.anomalous.count - 1], scores.normal[scores.normal.count - 1])
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
