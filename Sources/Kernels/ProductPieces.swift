import LaneTypes

/// A product cut into pieces worth handing to a thread: some tile rows of all panels, or single tiles
/// where all of it is small. The cut depends on the sizes alone.
package struct ProductPieces: Sendable {
  private let tileRows: Int
  private let panels: Int
  /// Tile rows in a piece; 0 stands for single tiles.
  private let height: Int

  /// Multiply-adds in a piece, about 5 µs.
  private static let work = 1 << 19

  /// - Parameters:
  ///   - rows: of the result, as are `columns`.
  ///   - terms: in the sum of each element.
  package init(rows: Int, columns: Int, terms: Int) {
    tileRows = Panels.tiles(rows)
    panels = Panels.panels(columns)
    let row = Panels.height * Panels.width * panels * terms
    height = row * tileRows < 8 * ProductPieces.work ? 0 : max(1, ProductPieces.work / row)
  }

  package var count: Int {
    height == 0 ? tileRows * panels : (tileRows + height - 1) / height
  }

  /// Piece `index`: its tile rows and its panels.
  package subscript(index: Int) -> (Range<Int>, Range<Int>) {
    if height == 0 {
      let (tileRow, panel) = (index / panels, index % panels)
      return (tileRow..<tileRow + 1, panel..<panel + 1)
    }
    return (index * height..<min(tileRows, (index + 1) * height), 0..<panels)
  }
}
