/// The kernels in use and the threads that run them.
package final class Engine: Sendable {
  package let kernels: Kernels
  package let pool: ThreadPool

  package init(kernels: Kernels, threads: Int) {
    self.kernels = kernels
    pool = ThreadPool(threads: threads)
  }

  /// Runs `body` for the pieces of a product, on all threads: ranges of tile rows and of panels.
  package func forTiles(
    rows: Int, columns: Int, terms: Int, _ body: (Range<Int>, Range<Int>) -> Void
  ) {
    let pieces = ProductTiling(rows: rows, columns: columns, terms: terms)
    pool.run(pieces.count) { index in
      let (tileRows, panels) = pieces[index]
      body(tileRows, panels)
    }
  }

  /// Runs several loops as one, on all threads; no iteration of any may need another. A thread begins
  /// with the part of each loop that it would begin with if the loop were run alone.
  ///
  /// - Parameters:
  ///   - counts: the iterations of each loop.
  ///   - body: takes the number of a loop and of an iteration in it.
  package func forAll(_ counts: [Int], _ body: (Int, Int) -> Void) {
    var order: [(loop: Int, iteration: Int)] = []
    for thread in 0..<pool.threads {
      for (loop, count) in counts.enumerated() {
        for iteration in count * thread / pool.threads..<count * (thread + 1) / pool.threads {
          order.append((loop, iteration))
        }
      }
    }
    order.withUnsafeBufferPointer { order in
      pool.run(order.count) { body(order[$0].loop, order[$0].iteration) }
    }
  }

  /// A matrix and where its transpose goes.
  package struct Transposition {
    let source, result: Panels

    package init(source: Panels, result: Panels) { (self.source, self.result) = (source, result) }
  }

  /// Transposes several matrices in one loop.
  package func transpose(_ pairs: [Transposition]) {
    let kernels = kernels
    pairs.withUnsafeBufferPointer { pairs in
      forAll(pairs.map { Panels.panels($0.source.columns) }) { index, panel in
        kernels.transpose(
          pairs[index].source, into: pairs[index].result, panels: panel..<panel + 1)
      }
    }
  }

  /// Runs `body` on this thread, with the arithmetic of a loop.
  package func alone(_ body: () -> Void) { pool.run(1) { _ in body() } }

  /// Runs `body` for each panel of a matrix of `columns` columns, on all threads.
  package func forPanels(_ columns: Int, _ body: (Range<Int>) -> Void) {
    pool.run(Panels.panels(columns)) { body($0..<$0 + 1) }
  }
}
