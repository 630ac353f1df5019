/// Mean 0 and variance 1, the variance being the mean square.
enum StandardScaling: ScalerRule {
  static let name = "standard"
  static let meaning = "mean 0 and deviation 1 in each column"

  static func fit(_ column: ColumnNumbers) -> (shift: Double, scale: Double)? {
    let (mean, deviation) = column.moments
    return deviation > 0 ? (mean, deviation) : nil
  }
}
