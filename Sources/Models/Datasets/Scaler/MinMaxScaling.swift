/// From 0, the least number of the rows that it is fitted to, to 1, the greatest.
enum MinMaxScaling: ScalerRule {
  static let name = "minmax"
  static let meaning = "from 0 to 1, the least and the greatest number of each column"
  static let isToUnit = true

  static func fit(_ column: ColumnNumbers) -> (shift: Double, scale: Double)? {
    let range = column.range
    let width = range.upperBound - range.lowerBound
    return width > 0 ? (range.lowerBound, width) : nil
  }
}
