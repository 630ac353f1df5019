/// A product cut into pieces worth handing to a thread: some tile rows each, of all panels, or of some
/// where there are few tile rows. The cut depends on the sizes alone.
package struct ProductTiling: Sendable {
  private let tileRows, panels: Int
  /// Tile rows in a piece.
  private let height: Int
  /// Panels in a piece.
  private let width: Int

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
    let even = (tileRows + ProductTiling.fewest - 1) / ProductTiling.fewest
    height = max(1, min(ProductTiling.work / row, even))
    // Five tile rows are hard to share between two threads; twenty tiles are not.
    width = max(
      1, tileRows < ProductTiling.fewest ? tileRows * panels / (2 * ProductTiling.fewest) : panels)
  }

  private var piecesAcross: Int { (panels + width - 1) / width }

  package var count: Int { (tileRows + height - 1) / height * piecesAcross }

  /// Piece `index`: its tile rows and its panels.
  package subscript(index: Int) -> (Range<Int>, Range<Int>) {
    let (down, across) = index.quotientAndRemainder(dividingBy: piecesAcross)
    return (
      down * height..<min(tileRows, (down + 1) * height),
      across * width..<min(panels, (across + 1) * width)
    )
  }
}
