/// A matrix of single-precision numbers, stored for the kernels: 32 columns to a panel.
///
/// Element (row `r`, column `c`) is at `(c / 32) * panelStride + r * 32 + c % 32`, so a panel is
/// `rows` lines of 32 neighbouring columns, and two vectors of 16 lanes make a line. Rows are padded
/// to a multiple of 8, the height of a tile, and columns to a multiple of 32. The padding of weights
/// and of their gradients is zero; that of activations is never read as a term of a sum.
///
/// The same layout serves every operand of a dense layer, so that nothing is packed anew:
/// activations are `[features, batch]`, weights are `[outputs, inputs]`, and the product of any two
/// of them reads one operand by lines of 32 and broadcasts single elements of the other.
package struct Panels {
  /// Columns in a panel.
  @inlinable package static var width: Int { 32 }
  /// Rows in a tile.
  @inlinable package static var height: Int { 8 }

  package let base: UnsafeMutablePointer<Float>
  package let rows: Int
  package let columns: Int
  /// Elements from one panel to the next.
  package let panelStride: Int

  package init(base: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.base = base
    self.rows = rows
    self.columns = columns
    panelStride = Panels.tiles(rows) * Panels.height * Panels.width
  }

  /// Tiles that cover `rows` rows.
  package static func tiles(_ rows: Int) -> Int { (rows + 7) / 8 }

  /// Panels that cover `columns` columns.
  package static func panels(_ columns: Int) -> Int { (columns + 31) / 32 }

  /// Elements to allocate for a matrix of this size, padding included.
  package static func size(rows: Int, columns: Int) -> Int {
    tiles(rows) * panels(columns) * height * width
  }
}
