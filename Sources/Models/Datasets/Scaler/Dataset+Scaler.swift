import Networks

extension Dataset {
  /// Memory for the columns that are fitted at a time, in numbers.
  private static let fittedNumbers = 1 << 23

  /// Fits a scaler to all rows.
  ///
  /// - Returns: the scaler, and the columns that have no spread: they are shifted, and their scale is 1.
  /// - Throws: `VAEError`, for a number that is none, or that the rule does not take.
  package func scaler(_ scaling: Scaling) throws(VAEError) -> (scaler: Scaler, constant: [Int]) {
    var columns: [Scaler.Column] = []
    var constant: [Int] = []
    let step = max(1, Self.fittedNumbers / count)
    for first in stride(from: 0, to: features, by: step) {
      let range = first..<min(features, first + step)
      for (index, numbers) in zip(range, try self.columns(range, of: scaling.rule)) {
        let fitted = scaling.rule.fit(ColumnNumbers(numbers))
        if fitted == nil { constant.append(index) }
        let (shift, scale) = fitted ?? (numbers[0], 1)
        guard scale.isFinite, shift.isFinite, scale >= .leastNormalMagnitude else {
          throw VAEError(
            "tensor 'x', column \(index): its numbers are too far from each other to be scaled in double precision"
          )
        }
        columns.append(Scaler.Column(scaling, shift: shift, scale: scale))
      }
    }
    return (Scaler(columns), constant)
  }

  /// Some columns, each from the first row to the last.
  private func columns(
    _ range: Range<Int>, of rule: any ScalerRule.Type
  ) throws(VAEError) -> [[Double]] {
    var columns = range.map { _ in [Double](repeating: 0, count: count) }
    var fault: VAEError?
    for row in 0..<count where fault == nil {
      withNumbers(row) { numbers in
        for (place, column) in range.enumerated() {
          let x = numbers[column]
          let f = rule.takesLogarithm ? logOnePlus(x) : x
          if !f.isFinite, fault == nil {
            fault = Scaler.fault(x, rule, column: column, row: row, columns: self.columns)
          }
          columns[place][row] = f
        }
      }
    }
    if let fault { throw fault }
    return columns
  }
}
