/// Rows of data in and out of matrices by panels.
package protocol RowKernels {
  /// Adds one matrix to another, `[rows, columns]` both and both by panels.
  static func addRows(_ source: Panels, to target: Panels, panels: Range<Int>)

  /// Row `row` of `result` `[batch, features]` from bytes: p becomes p/unit, rounded once; `unit` is a whole number
  /// from 1 to 255. The padding of the last panel becomes zero.
  static func loadBytes(_ source: UnsafePointer<UInt8>, unit: Float, result: Panels, row: Int)

  /// Row `row` of `result` `[batch, features]` from floats, as they are.
  static func loadFloats(_ source: UnsafePointer<Float>, result: Panels, row: Int)

  /// log(1 + x) of every number of some panels, with an error of at most 4 units in the last place. What is below 0
  /// counts as 0.
  ///
  /// - Parameters:
  ///   - source: x, `[rows, columns]`.
  ///   - result: of the same shape.
  static func logOnePlus(_ source: Panels, result: Panels, panels: Range<Int>)

  /// Writes rows `range` of `matrix` `[rows, columns]` one after the other, `matrix.columns` numbers
  /// each.
  static func storeRows(_ matrix: Panels, range: Range<Int>, to target: UnsafeMutablePointer<Float>)

  /// `result[c, r] = source[r, c]` for the panels `panels` of the source, in blocks of 16 × 16, and for
  /// the rows that become the panels `resultPanels` of the result.
  ///
  /// The result is by panels, the source need not be. The columns of the result beyond `result.columns` become zero; its rows beyond `result.rows`
  /// receive the source's padding.
  static func transpose(
    _ source: Panels, into result: Panels, panels: Range<Int>, resultPanels: Range<Int>)
}

extension RowKernels {
  /// Transposes some panels of a matrix with all their rows.
  package static func transpose(_ source: Panels, into result: Panels, panels: Range<Int>) {
    transpose(
      source, into: result, panels: panels, resultPanels: 0..<Panels.panels(source.rows))
  }
}
