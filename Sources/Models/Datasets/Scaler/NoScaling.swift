/// Numbers as they are.
enum NoScaling: ScalerRule {
  static let name = "none"
  static let meaning = "numbers as they are"

  static func fit(_: ColumnNumbers) -> (shift: Double, scale: Double)? { (0, 1) }
}
