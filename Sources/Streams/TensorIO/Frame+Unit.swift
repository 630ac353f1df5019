extension Frame {
  /// The metadata that say what the bytes of `x` stand for: an f64 scalar, a whole number from 1 to 255. Its name
  /// begins with `@!`, so that a reader that does not know it refuses the frame rather than misread it.
  public static let unitField = "@!unit"

  /// The names of metadata that change the meaning of a frame, and that this version knows: of a stream of data, and of
  /// a model.
  static let knownRequirements: Set<String> = [unitField, Columns.field, "@!scaler"]

  /// The unit of a stream that says none.
  public static let standardUnit = 255

  /// A u8 number p of `x` stands for p divided by this.
  public var unit: Int {
    self[Frame.unitField]?.scalar(of: Double.self).map { Int($0) } ?? Frame.standardUnit
  }

  /// The metadata of a unit; none for 255, so that what has that is the same bytes as ever.
  public static func unitTensors(_ unit: Int) -> [Tensor] {
    unit == standardUnit ? [] : [Tensor(unitField, scalar: Double(unit))]
  }

  /// - Throws: `StreamError`, unless it is such a unit.
  static func checkUnit(_ tensor: Tensor) throws(StreamError) {
    guard let unit = tensor.scalar(of: Double.self), (1...255).contains(unit),
      unit.rounded() == unit
    else { throw StreamError(.unit, tensor: tensor.name) }
  }
}
