/// Which numbers of a batch are not zero, as a sparse layer's products need it.
package final class NonzeroIndex: @unchecked Sendable {
  private let memory: UnsafeMutablePointer<UInt32>
  /// For each panel of 32 examples, the inputs that are not zero in at least one of them.
  package let inputs: NonzeroLists
  /// For each eight inputs, the examples in which at least one is not zero. Only in training, and if the
  /// places in a batch fit.
  package let examples: NonzeroLists?

  /// Whether the places in a batch fit the 32 bits that a list has for one.
  package static func fit(inputs: Int, batch: Int) -> Bool {
    Panels.size(rows: inputs, columns: batch) <= 1 << 32
  }

  /// - Parameters:
  ///   - inputs: numbers of an example.
  ///   - batch: the most examples at a time.
  package init(inputs: Int, batch: Int, training: Bool) {
    let listsExamples = training && NonzeroIndex.fit(inputs: inputs, batch: batch)
    let (panels, tileRows) = (Panels.panels(batch), listsExamples ? Panels.tiles(inputs) : 0)
    let (long, short) = (inputs + NonzeroLists.margin, batch + NonzeroLists.margin)
    let counts = 2 * (panels * long + tileRows * short)
    memory = .allocate(capacity: counts + panels + tileRows)
    memory.initialize(repeating: 0, count: counts + panels + tileRows)
    self.inputs = NonzeroLists(places: memory, counts: memory + counts, stride: long)
    examples =
      listsExamples
      ? NonzeroLists(
        places: memory + 2 * panels * long, counts: memory + counts + panels, stride: short) : nil
  }

  deinit { memory.deallocate() }
}

extension Engine {
  /// Makes the lists of a batch, on all threads.
  ///
  /// - Parameters:
  ///   - input: `[inputs, batch]`, with padding rows of zeros.
  ///   - weights: those that are to be multiplied by it, `[inputs, outputs]`.
  package func list(_ input: Panels, weights: Panels, in nonzero: NonzeroIndex) {
    let tileStride = weights.tileStride
    let (kernels, rows, columns) = (kernels, nonzero.inputs, nonzero.examples)
    let tileRows = columns == nil ? 0 : Panels.tiles(input.rows)
    // Some tile rows are as much work as a panel.
    let chunk = 16
    forAll([Panels.panels(input.columns), (tileRows + chunk - 1) / chunk]) { loop, index in
      if loop == 0 {
        kernels.listNonzeroRows(
          input, lists: rows, tileStride: tileStride, panels: index..<index + 1)
      } else if let columns {
        kernels.listNonzeroColumns(
          input, lists: columns, tileRows: index * chunk..<min(tileRows, (index + 1) * chunk))
      }
    }
  }
}
