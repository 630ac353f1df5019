import LaneTypes

/// Which numbers of a batch are not zero, as a sparse layer's products need it.
package final class NonzeroTerms: @unchecked Sendable {
  private let memory: UnsafeMutablePointer<UInt32>
  /// For each panel of 32 examples, the inputs that are not zero in at least one of them.
  package let inputs: TermLists
  /// For each eight inputs, the examples in which at least one is not zero. Only in training.
  package let examples: TermLists?

  /// - Parameters:
  ///   - inputs: numbers of an example.
  ///   - batch: the most examples at a time.
  package init(inputs: Int, batch: Int, training: Bool) {
    let (panels, tileRows) = (Panels.panels(batch), training ? Panels.tiles(inputs) : 0)
    let (long, short) = (inputs + TermLists.margin, batch + TermLists.margin)
    let counts = panels * long + tileRows * short
    memory = .allocate(capacity: counts + panels + tileRows)
    memory.initialize(repeating: 0, count: counts + panels + tileRows)
    self.inputs = TermLists(terms: memory, counts: memory + counts, stride: long)
    examples =
      training
      ? TermLists(
        terms: memory + panels * long, counts: memory + counts + panels, stride: short) : nil
  }

  deinit { memory.deallocate() }
}

extension Engine {
  /// Makes the lists of a batch, on all threads.
  ///
  /// - Parameter input: `[inputs, batch]`, with padding rows of zeros.
  package func list(_ input: Panels, in nonzero: NonzeroTerms) {
    let (kernels, rows, columns) = (kernels, nonzero.inputs, nonzero.examples)
    let tileRows = columns == nil ? 0 : Panels.tiles(input.rows)
    // Some tile rows are as much work as a panel.
    let chunk = 16
    forAll([Panels.panels(input.columns), (tileRows + chunk - 1) / chunk]) { loop, index in
      if loop == 0 {
        kernels.listNonzeroRows(input, lists: rows, panels: index..<index + 1)
      } else if let columns {
        kernels.listNonzeroColumns(
          input, lists: columns, tileRows: index * chunk..<min(tileRows, (index + 1) * chunk))
      }
    }
  }
}
