import LaneTypes

/// A product cut into pieces worth handing to a thread: some tile rows each, of all panels. The cut
/// depends on the sizes alone.
package struct ProductPieces: Sendable {
  private let tileRows: Int
  private let panels: Int
  /// Tile rows in a piece.
  private let height: Int

  /// Multiply-adds in a piece, about 5 µs.
  private static let work = 1 << 19
  /// Pieces of a product that has less work than that for each.
  private static let fewest = 8

  /// - Parameters:
  ///   - rows: of the result, as are `columns`.
  ///   - terms: in the sum of each element.
  package init(rows: Int, columns: Int, terms: Int) {
    tileRows = Panels.tiles(rows)
    panels = Panels.panels(columns)
    let row = max(1, Panels.tile * panels * terms)
    let even = (tileRows + ProductPieces.fewest - 1) / ProductPieces.fewest
    height = max(1, min(ProductPieces.work / row, even))
  }

  package var count: Int { (tileRows + height - 1) / height }

  /// Piece `index`: its tile rows and its panels.
  package subscript(index: Int) -> (Range<Int>, Range<Int>) {
    (index * height..<min(tileRows, (index + 1) * height), 0..<panels)
  }
}
