import TensorIO

/// Why data, a model or a run is refused: one line, with what was found and what was expected.
package struct VAEError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// A tensor of another type or shape than expected.
  package init(_ tensor: Tensor, expected: String) {
    description =
      "tensor '\(tensor.name)' is \(tensor.elementType.name) \(tensor.shapeDescription), expected "
      + expected
  }
}
