extension Engine {
  /// The columns of `source` `[features, batch]` one after the other, `[batch, features]`.
  ///
  /// - Parameter buffer: memory for the transposed matrix.
  package func rowMajor(_ source: Panels, by buffer: Matrix) -> [Float] {
    Array(unsafeUninitializedCapacity: source.rows * source.columns) { memory, count in
      rowMajor(source, by: buffer, to: memory, at: 0)
      count = source.rows * source.columns
    }
  }

  /// The same into memory that others fill too.
  ///
  /// - Parameters:
  ///   - target: `[all rows, features]`.
  ///   - row: where the first of these goes.
  package func rowMajor(
    _ source: Panels, by buffer: Matrix, to target: UnsafeMutableBufferPointer<Float>, at row: Int
  ) {
    precondition(row >= 0 && (row + source.columns) * source.rows <= target.count)
    let transposed = buffer.view(rows: source.columns, columns: source.rows)
    forPanels(source.columns) { kernels.transpose(source, into: transposed, panels: $0) }
    guard let base = target.baseAddress else { return }
    kernels.storeRows(transposed, range: 0..<source.columns, to: base + row * source.rows)
  }
}
