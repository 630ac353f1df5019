import LaneTypes

/// The kernels of this machine and the threads that run them.
package final class Engine: Sendable {
  package let kernels: Kernels
  package let pool: ThreadPool

  /// - Throws: `UnsupportedProcessor`.
  package convenience init(threads: Int) throws(UnsupportedProcessor) {
    self.init(kernels: try Kernels(), threads: threads)
  }

  package init(kernels: Kernels, threads: Int) {
    self.kernels = kernels
    pool = ThreadPool(threads: threads)
  }

  /// Multiply-adds in a piece of work worth handing to a thread: about 10 µs.
  private static let piece = 1 << 20

  /// Cuts a product of `rows × columns`, each element a sum of `terms`, into ranges of tile rows and
  /// panels, and runs `body` for each on all threads. Few and small tiles go one at a time.
  package func forTiles(
    rows: Int, columns: Int, terms: Int, _ body: (Range<Int>, Range<Int>) -> Void
  ) {
    let tileRows = Panels.tiles(rows)
    let panels = Panels.panels(columns)
    let work = Panels.height * Panels.width * panels * terms
    if work * tileRows < 8 * Engine.piece {
      pool.run(tileRows * panels) { index in
        let (tileRow, panel) = (index / panels, index % panels)
        body(tileRow..<tileRow + 1, panel..<panel + 1)
      }
    } else {
      let height = max(1, Engine.piece / work)
      pool.run((tileRows + height - 1) / height) { index in
        body(index * height..<min(tileRows, (index + 1) * height), 0..<panels)
      }
    }
  }

  /// Runs `body` for each panel of a matrix of `columns` columns, on all threads.
  package func forPanels(_ columns: Int, _ body: (Range<Int>) -> Void) {
    pool.run(Panels.panels(columns)) { body($0..<$0 + 1) }
  }
}
