import Text
import Tool

/// The area under the ROC curve: the probability that an anomaly has a larger score than what is normal.
struct ROCArea {
  private let anomalies: Int
  private let normal: Int
  /// From 0 to 1.
  let area: Double

  /// The share of the pairs of an anomaly and a normal row in which the anomaly has the larger score, a
  /// tie counted half: the statistic of Mann and Whitney (1947) divided by the number of pairs.
  init(_ scores: Scores) {
    // Twice the statistic is a whole number, so that no sum is rounded. Pairs are fewer than 2⁶²: that
    // many scores of either kind need 32 GiB.
    var twice = 0
    var (below, notAbove) = (0, 0)
    for score in scores.anomalous {
      while below < scores.normal.count, scores.normal[below] < score { below += 1 }
      while notAbove < scores.normal.count, scores.normal[notAbove] <= score { notAbove += 1 }
      twice += below + notAbove
    }
    anomalies = scores.anomalous.count
    normal = scores.normal.count
    area = Double(twice) / Double(2 * anomalies * normal)
  }

  /// The standard error of the area, from exponential distributions of both scores (Hanley and McNeil,
  /// "The meaning and use of the area under a receiver operating characteristic (ROC) curve", 1982,
  /// equation 2).
  var error: Double {
    // That two anomalies exceed one normal score, and that one anomaly exceeds two.
    let q1 = area / (2 - area)
    let q2 = 2 * area * area / (1 + area)
    let square = area * area
    let sum =
      area * (1 - area) + Double(anomalies - 1) * (q1 - square) + Double(normal - 1) * (q2 - square)
    return (max(0, sum) / (Double(anomalies) * Double(normal))).squareRoot()
  }

  /// The area in percent, and with a tab after it its error.
  func line(showingError: Bool) -> String {
    "\(percent(area))\(showingError ? "\t\(percent(error))" : "")\n"
  }

  /// A header line and one line of values.
  var table: String {
    "auroc\terror\tanomalies\tnormal\n"
      + "\(percent(area))\t\(percent(error))\t\(anomalies)\t\(normal)\n"
  }

  private func percent(_ number: Double) -> String { fixedPoint(100 * number, 4) }
}
