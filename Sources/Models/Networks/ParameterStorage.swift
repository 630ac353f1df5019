import Kernels

/// The memory of a parameter, and the order in which a model file has its numbers.
package enum ParameterStorage: Sendable {
  /// `isTransposed`: the file has it column by column.
  case matrix(Matrix, isTransposed: Bool = false)
  /// The file has it column by column; a checkpoint has the moments row by row, as ever.
  case columns(Matrix)
  /// The weights of a convolution, in the order of the kernels.
  case taps(Matrix, ConvolutionPlan)
  case row(Buffer)

  package var base: UnsafeMutablePointer<Float> {
    if case .row(let buffer) = self { buffer.base } else { matrix.base }
  }

  /// The memory of weights.
  var matrix: Matrix {
    switch self {
    case .matrix(let matrix, _), .columns(let matrix), .taps(let matrix, _): matrix
    case .row: preconditionFailure("a row of numbers where weights belong")
    }
  }

  /// The memory of a row.
  var row: Buffer {
    guard case .row(let buffer) = self else {
      preconditionFailure("weights where a row of numbers belongs")
    }
    return buffer
  }

  /// Numbers in whole vectors, padding included.
  var size: Int {
    if case .row(let buffer) = self { buffer.paddedCount } else { matrix.size }
  }

  /// Numbers without padding.
  var count: Int {
    if case .row(let buffer) = self { buffer.count } else { matrix.rows * matrix.columns }
  }

  /// In the order of the model file.
  package var values: [Float] {
    get {
      switch self {
      case .matrix(let matrix, let isTransposed):
        isTransposed ? matrix.columnMajor : matrix.rowMajor
      case .columns(let matrix): matrix.columnMajor
      case .taps(let matrix, let plan): plan.rowMajor(matrix)
      case .row(let buffer): buffer.elements
      }
    }
    nonmutating set {
      switch self {
      case .matrix(let matrix, true), .columns(let matrix): matrix.columnMajor = newValue
      case .matrix(let matrix, false): matrix.rowMajor = newValue
      case .taps(let matrix, let plan): plan.set(matrix, rowMajor: newValue)
      case .row(let buffer): buffer.elements = newValue
      }
    }
  }

  /// As much memory in the same order, all zero: for a gradient or a moment.
  package func zeros() -> ParameterStorage {
    switch self {
    case .matrix(let matrix, let isTransposed):
      .matrix(matrix.zeros(), isTransposed: isTransposed)
    case .columns(let matrix): .columns(matrix.zeros())
    case .taps(let matrix, let plan): .taps(matrix.zeros(), plan)
    case .row(let buffer): .row(Buffer(count: buffer.count))
    }
  }

  /// The numbers in a checkpoint.
  package func entry(_ name: String) -> StateEntry {
    switch self {
    case .matrix(let matrix, let isTransposed):
      StateEntry(name, matrix, transposed: isTransposed)
    case .columns(let matrix), .taps(let matrix, _): StateEntry(name, matrix)
    case .row(let buffer): StateEntry(name, buffer)
    }
  }
}

extension Matrix {
  fileprivate func zeros() -> Matrix {
    Matrix(rows: panels.rows, columns: panels.columns, order: order)
  }
}
