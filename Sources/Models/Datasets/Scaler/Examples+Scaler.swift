import Found
import Networks
import TensorIO

extension Scaler {
  /// Rows as a network reads them.
  ///
  /// - Parameters:
  ///   - tensor: `x` of one of the types that a scaler takes, `[rows, …]`.
  ///   - unit: of bytes.
  ///   - columns: their names, for messages.
  ///   - firstRow: the number of the first row in its stream.
  /// - Returns: `x`, f32 of the same shape, and the volume of each row.
  /// - Throws: `VAEError`, for a number that is none, that the rule does not take, or that is beyond single precision
  ///   once it is scaled.
  func scaled(_ tensor: Tensor, unit: Int, columns: Columns?, firstRow: Int) throws(VAEError) -> (
    tensor: Tensor, volumes: [Double]
  ) {
    var volumes: [Double] = []
    volumes.reserveCapacity(tensor.shape[0])
    let scaled = try Tensor("x", shape: tensor.shape, of: Float.self) { span throws(VAEError) in
      try span.withUnsafeMutableBufferPointer { result throws(VAEError) in
        try WideNumbers.forEachRow(tensor, unit: unit) { index, row throws(VAEError) in
          let target = UnsafeMutableBufferPointer(
            rebasing: result[index * row.count..<(index + 1) * row.count])
          scale(row, into: target)
          if let column = target.firstIndex(where: { !$0.isFinite }) {
            throw fault(
              row[column], target[column], column: column, row: firstRow + index, columns: columns)
          }
          volumes.append(volume(row))
        }
      }
    }
    return (scaled, volumes)
  }

  /// Why a number has no place in a network's input.
  ///
  /// - Parameter y: what it is once it is scaled.
  func fault(
    _ x: Double, _ y: Float, column: Int, row: Int, columns: Columns? = nil
  ) -> VAEError {
    let rule = self.columns[column].scaling.rule
    if !x.isFinite || y.isNaN {
      return Self.fault(x, rule, column: column, row: row, columns: columns)
    }
    let reason =
      y.isFinite
      ? "scaled \(y), expected 0 to 1 for the likelihood"
      : "which is beyond single precision once it is scaled"
    return VAEError("tensor 'x', row \(row), \(Self.name(column, columns)): \(x), \(reason)")
  }

  private static func name(_ column: Int, _ columns: Columns?) -> String {
    guard let columns else { return "column \(column)" }
    return "column \(quoted(columns.at("x")[column].name))"
  }

  /// Why a rule does not take a number.
  static func fault(
    _ x: Double, _ rule: any ScalerRule.Type, column: Int, row: Int, columns: Columns? = nil
  ) -> VAEError {
    if x.isNaN, columns != nil {
      return VAEError(
        "tensor 'x', row \(row), \(name(column, columns)): missing, expected a number in every column: drop the row, "
          + "or fill it")
    }
    let wanted =
      x.isFinite && rule.takesLogarithm
      ? "numbers above -1 for the scaler \(rule.name)" : "finite numbers"
    return VAEError(
      "tensor 'x', row \(row), \(name(column, columns)): \(x), expected \(wanted)")
  }
}
