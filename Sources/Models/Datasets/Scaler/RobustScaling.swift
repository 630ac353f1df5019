/// The median 0, and the quartiles a distance of 1 from each other: a few wild numbers move neither.
enum RobustScaling: ScalerRule {
  static let name = "robust"
  static let meaning =
    "median 0 and quartiles 1 apart in each column; a few wild numbers do not matter"

  static func fit(_ column: ColumnNumbers) -> (shift: Double, scale: Double)? {
    let width = column.quantile(0.75) - column.quantile(0.25)
    return width > 0 ? (column.quantile(0.5), width) : nil
  }
}
