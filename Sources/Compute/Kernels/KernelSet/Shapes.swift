/// Stops the process where the matrices of a call do not fit each other: a mistake of the caller.
///
/// The vector code is compiled without checks, where a `precondition` is taken for granted. This one is
/// compiled elsewhere, and holds. It stands where a kernel begins, never in a loop.
@inline(never)
package func checkShape(
  _ fits: Bool, _ message: StaticString = "the shapes of a kernel's matrices differ"
) {
  precondition(fits, String(describing: message))
}

/// Stops the process unless all of some matrices are by panels, have `rows` rows, or twice as many where they stand
/// after `twice`, and `panels` are among their panels. A matrix that is nil was not asked for.
@inline(never)
package func checkShapes(
  rows: Int, _ panels: Range<Int>, _ a: Panels?, _ b: Panels? = nil, _ c: Panels? = nil,
  _ d: Panels? = nil, _ e: Panels? = nil, twice f: Panels? = nil, _ g: Panels? = nil
) {
  func fits(_ matrix: Panels?, _ rows: Int) -> Bool {
    guard let matrix else { return true }
    return matrix.tileStride == Panels.tile && matrix.rows == rows && matrix.has(panels: panels)
  }
  checkShape(fits(a, rows) && fits(b, rows) && fits(c, rows) && fits(d, rows) && fits(e, rows))
  checkShape(fits(f, 2 * rows) && fits(g, 2 * rows))
}

/// Stops the process unless `a · b` has the shape of `result`, `b` is by panels, and some tiles are among the
/// result's.
@inline(never)
package func checkProduct(
  _ a: Panels, _ b: Panels, _ result: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>
) {
  checkShape(a.rows == result.rows && a.columns == b.rows)
  checkTiles(b, result, tileRows, panels)
}

/// Stops the process unless `aᵀ · b` has the shape of `result`, `b` is by panels, and some tiles are among the
/// result's.
@inline(never)
package func checkProduct(
  transposed a: Panels, _ b: Panels, _ result: Panels, _ tileRows: Range<Int>,
  _ panels: Range<Int>
) {
  checkShape(a.columns == result.rows && a.rows == b.rows)
  checkTiles(b, result, tileRows, panels)
}

private func checkTiles(
  _ b: Panels, _ result: Panels, _ tileRows: Range<Int>, _ panels: Range<Int>
) {
  checkShape(b.tileStride == Panels.tile && b.has(panels: panels) && result.has(panels: panels))
  checkShape(result.has(tileRows: tileRows))
}

extension Panels {
  /// Whether some panels are among those that cover the columns.
  package func has(panels: Range<Int>) -> Bool {
    panels.lowerBound >= 0 && panels.upperBound <= Panels.panels(columns)
  }

  /// Whether some tile rows are among those that cover the rows.
  package func has(tileRows: Range<Int>) -> Bool {
    tileRows.lowerBound >= 0 && tileRows.upperBound <= Panels.tiles(rows)
  }

  /// Whether some rows are among those of the matrix.
  package func has(rows range: Range<Int>) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= rows
  }
}
