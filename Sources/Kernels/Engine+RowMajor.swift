extension Engine {
  /// The columns of `source` `[features, batch]` one after the other, `[batch, features]`.
  ///
  /// - Parameter buffer: memory for the transposed matrix.
  package func rowMajor(_ source: Panels, by buffer: Matrix) -> [Float] {
    let transposed = buffer.view(rows: source.columns, columns: source.rows)
    forPanels(source.columns) { kernels.transpose(source, into: transposed, panels: $0) }
    return Array(unsafeUninitializedCapacity: source.rows * source.columns) { memory, count in
      if let base = memory.baseAddress {
        kernels.storeRows(transposed, range: 0..<source.columns, to: base)
      }
      count = source.rows * source.columns
    }
  }
}
