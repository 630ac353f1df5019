/// log(1 + x), then mean 0 and variance 1: for amounts and counts, which have a long end.
enum LogOnePlusScaling: ScalerRule {
  static let name = "log1p"
  static let meaning =
    "log(1 + x), then mean 0 and deviation 1; for numbers above -1 with a long end"
  static let takesLogarithm = true

  static func fit(_ column: ColumnNumbers) -> (shift: Double, scale: Double)? {
    StandardScaling.fit(column)
  }
}
