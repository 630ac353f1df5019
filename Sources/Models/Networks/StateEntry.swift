import Kernels
import TensorIO

/// Numbers of a run that a checkpoint keeps beside the model, with the way to read them and to put them
/// back. A part of training that remembers anything from step to step lists it as entries, once for both
/// ways.
package struct StateEntry {
  package let name: String
  private let read: () -> Tensor
  private let write: (Tensor) -> Void

  private init(_ name: String, read: @escaping () -> Tensor, write: @escaping (Tensor) -> Void) {
    (self.name, self.read, self.write) = (name, read, write)
  }

  /// A matrix, row by row; where it is `transposed`, column by column, as if it were not.
  package init(_ name: String, _ matrix: Matrix, transposed: Bool = false) {
    self.init(name) {
      transposed
        ? Tensor(name, shape: [matrix.columns, matrix.rows], matrix.columnMajor)
        : Tensor(name, shape: [matrix.rows, matrix.columns], matrix.rowMajor)
    } write: {
      let elements = $0.elements(of: Float.self)
      if transposed { matrix.columnMajor = elements } else { matrix.rowMajor = elements }
    }
  }

  package init(_ name: String, _ buffer: Buffer) {
    self.init(name) {
      Tensor(name, shape: [buffer.count], buffer.elements)
    } write: {
      buffer.elements = $0.elements(of: Float.self)
    }
  }

  /// Sums or counts.
  package init<Number: TensorElement>(
    _ name: String, get: @escaping () -> [Number], set: @escaping ([Number]) -> Void
  ) {
    self.init(name) {
      let numbers = get()
      return Tensor(name, shape: [numbers.count], numbers)
    } write: {
      set($0.elements(of: Number.self))
    }
  }

  fileprivate func renamed(_ name: String) -> StateEntry {
    StateEntry(name, read: { read().renamed(name) }, write: write)
  }

  /// What it is now.
  ///
  /// - Throws: `VAEError`, if a number is not finite: nothing good could go on from there.
  package func tensor() throws(VAEError) -> Tensor {
    let tensor = read()
    guard StateEntry.isFinite(tensor) else {
      throw VAEError(
        "the training diverged: '\(name)' is no longer finite; "
          + Divergence(isFirst: false).hint)
    }
    return tensor
  }

  /// Puts back what `tensor` was.
  ///
  /// - Throws: `VAEError`, if it is of another type or shape, or not finite.
  package func restore(_ tensor: Tensor?) throws(VAEError) {
    guard let tensor else { throw VAEError("no tensor '\(name)' in the checkpoint") }
    let like = read()
    guard tensor.elementType == like.elementType, tensor.shape == like.shape else {
      throw VAEError(tensor, expected: "\(like.elementType.name) \(like.shapeDescription)")
    }
    guard StateEntry.isFinite(tensor) else {
      throw VAEError("tensor '\(name)' holds what is not a finite number")
    }
    write(tensor)
  }

  private static func isFinite(_ tensor: Tensor) -> Bool {
    switch tensor.elementType {
    case .f32:
      tensor.withElements(of: Float.self) { span in span.indices.allSatisfy { span[$0].isFinite } }
    case .f64:
      tensor.withElements(of: Double.self) { span in span.indices.allSatisfy { span[$0].isFinite } }
    default: true
    }
  }
}

extension [StateEntry] {
  /// The same under longer names.
  package func within(_ part: String) -> [StateEntry] { map { $0.renamed("\(part).\($0.name)") } }
}
