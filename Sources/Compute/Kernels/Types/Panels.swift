/// A matrix of single-precision numbers, stored for the kernels in tiles of 8 rows × 32 columns.
///
/// A tile is 8 lines of 32 neighbouring columns, two vectors of 16 lanes each. Element (row `r`,
/// column `c`) is at `r / 8 * tileStride + c / 32 * panelStride + r % 8 * 32 + c % 32`. Rows are padded
/// to whole tiles, columns to whole panels. The padding of weights and of their gradients is zero; that
/// of activations is never read as a term of a sum.
///
/// Tiles follow each other in one of two orders, so that the kernels go through memory in a line:
/// - activations `[features, batch]` by panels: a panel is all rows of 32 columns, line after line;
/// - weights `[outputs, inputs]` by tile rows: 8 outputs have all their weights in one place.
///
/// The product of any two reads one factor by lines of 32 and broadcasts single elements of the
/// other, so nothing is packed anew. Lines are read from a matrix by panels; the other can be either.
package struct Panels {
  /// Columns in a panel.
  @inlinable package static var width: Int { 32 }
  /// Rows in a tile.
  @inlinable package static var height: Int { 8 }
  /// Elements in a tile.
  @inlinable package static var tile: Int { 256 }

  /// Which tile follows a tile.
  package enum Order: Sendable {
    /// The one below.
    case byPanel
    /// The one to the right.
    case byTileRow
  }

  package let base: UnsafeMutablePointer<Float>
  package let rows, columns: Int
  /// Elements from a tile to the one below.
  package let tileStride: Int
  /// Elements from a tile to the one on its right.
  package let panelStride: Int
}

extension Panels {
  package init(
    base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, order: Order = .byPanel
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    switch order {
    case .byPanel:
      tileStride = Panels.tile
      panelStride = Panels.tiles(rows) * Panels.tile
    case .byTileRow:
      tileStride = Panels.panels(columns) * Panels.tile
      panelStride = Panels.tile
    }
  }

  /// The element in a row and a column, which may be one of the padding. A loop over
  /// neighbouring columns rather has `line`.
  @inlinable package subscript(row: Int, column: Int) -> Float {
    get { base[offset(row, column)] }
    nonmutating set { base[offset(row, column)] = newValue }
  }

  /// The columns of a panel in a row: 32 neighbours.
  @inlinable package func line(_ row: Int, panel: Int) -> UnsafeMutablePointer<Float> {
    base + offset(row, panel * 32)
  }

  /// Where an element is, counted from `base`.
  ///
  /// - Precondition: the row is one of `rows`, the column one of those of the panels.
  @inlinable package func offset(_ row: Int, _ column: Int) -> Int {
    precondition(row >= 0 && row < rows && column >= 0 && column < (columns + 31) / 32 * 32)
    return row / 8 * tileStride + column / 32 * panelStride + row % 8 * 32 + column % 32
  }

  /// Neighbouring rows of a matrix by panels as a matrix of their own, for what goes through it line by
  /// line: one half of a bottleneck, or a code without the label below it.
  ///
  /// It has no padding rows: those that follow belong to someone else. `fillNormals` and `fillUniform`,
  /// which write rows by fours, need a matrix of their own.
  package func slice(rows range: Range<Int>) -> Panels {
    precondition(
      tileStride == Panels.tile && range.lowerBound >= 0 && range.upperBound <= rows,
      "rows \(range) of a matrix of \(rows)")
    return Panels(
      base: base + range.lowerBound * Panels.width, rows: range.count, columns: columns,
      tileStride: tileStride, panelStride: panelStride)
  }

  /// Neighbouring panels of a matrix by panels as a matrix of their own.
  package func slice(panels range: Range<Int>) -> Panels {
    precondition(
      tileStride == Panels.tile && range.lowerBound >= 0
        && range.upperBound <= Panels.panels(columns),
      "panels \(range) of a matrix of \(columns) columns")
    return Panels(
      base: base + range.lowerBound * panelStride, rows: rows,
      columns: max(
        0, min(columns, range.upperBound * Panels.width) - range.lowerBound * Panels.width),
      tileStride: tileStride, panelStride: panelStride)
  }

  /// The first columns of a matrix by panels.
  package func first(columns: Int) -> Panels {
    precondition(
      tileStride == Panels.tile && columns >= 0
        && columns <= Panels.panels(self.columns) * Panels.width,
      "\(columns) columns of a matrix of \(self.columns)")
    return Panels(
      base: base, rows: rows, columns: columns, tileStride: tileStride, panelStride: panelStride)
  }

  /// Tile rows that cover `rows` rows.
  package static func tiles(_ rows: Int) -> Int { (rows + 7) / 8 }

  /// Panels that cover `columns` columns.
  package static func panels(_ columns: Int) -> Int { (columns + 31) / 32 }

  /// Elements to allocate for a matrix of this size, padding included.
  package static func size(rows: Int, columns: Int) -> Int {
    tiles(rows) * panels(columns) * tile
  }
}
