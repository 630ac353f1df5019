/// The owner of a matrix in panels, zeroed at first.
///
/// Kernels work on `panels`, a view without ownership. Different threads write different tiles.
package final class Matrix: @unchecked Sendable {
  private let memory: Memory
  private let capacity: Int
  /// The whole matrix.
  package let panels: Panels
  package let order: Panels.Order

  package init(rows: Int, columns: Int, order: Panels.Order = .byPanel) {
    self.order = order
    capacity = Panels.size(rows: rows, columns: columns)
    memory = Memory(count: capacity)
    panels = Panels(base: memory.base, rows: rows, columns: columns, order: order)
  }

  /// All elements, padding included.
  package var size: Int { capacity }
  package var rows: Int { panels.rows }
  package var columns: Int { panels.columns }
  package var base: UnsafeMutablePointer<Float> { memory.base }

  /// The same memory as a smaller matrix: a ragged last batch, for one.
  package func view(rows: Int, columns: Int, order: Panels.Order = .byPanel) -> Panels {
    precondition(Panels.size(rows: rows, columns: columns) <= capacity)
    return Panels(base: memory.base, rows: rows, columns: columns, order: order)
  }

  /// The same memory as a matrix of fewer columns.
  package func view(columns: Int) -> Panels { view(rows: rows, columns: columns) }

  package subscript(row: Int, column: Int) -> Float {
    get { memory.base[index(row, column)] }
    set { memory.base[index(row, column)] = newValue }
  }

  private func index(_ row: Int, _ column: Int) -> Int {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns)
    return panels.offset(row, column)
  }

  /// All elements, row by row: `[rows, columns]`.
  package var rowMajor: [Float] {
    get {
      [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
        if let target = buffer.baseAddress {
          forEachLine { (target + $0).initialize(from: base + $1, count: $2) }
        }
        count = rows * columns
      }
    }
    set {
      precondition(newValue.count == rows * columns)
      newValue.withUnsafeBufferPointer { buffer in
        guard let source = buffer.baseAddress else { return }
        forEachLine { (base + $1).update(from: source + $0, count: $2) }
      }
    }
  }

  /// All elements, column by column: `[columns, rows]`.
  package var columnMajor: [Float] {
    get {
      [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
        if let target = buffer.baseAddress {
          forEachElement { (target + $0).initialize(to: base[$1]) }
        }
        count = rows * columns
      }
    }
    set {
      precondition(newValue.count == rows * columns)
      newValue.withUnsafeBufferPointer { buffer in forEachElement { base[$1] = buffer[$0] } }
    }
  }

  /// Calls `body` for each element: where it is in column-major order, and where in memory.
  private func forEachElement(_ body: (Int, Int) -> Void) {
    for column in 0..<columns {
      for row in 0..<rows { body(column * rows + row, index(row, column)) }
    }
  }

  /// Calls `body` for each line of each tile: where it begins in row-major order, where in memory, and
  /// its length without the padding.
  private func forEachLine(_ body: (Int, Int, Int) -> Void) {
    for row in 0..<rows {
      for column in stride(from: 0, to: columns, by: Panels.width) {
        body(row * columns + column, index(row, column), min(Panels.width, columns - column))
      }
    }
  }
}
