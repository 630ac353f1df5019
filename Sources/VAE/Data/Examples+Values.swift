import TensorIO

extension Examples {
  /// The tensor `x` of some numbers.
  ///
  /// - Parameters:
  ///   - shape: `[rows, …]`.
  ///   - asBytes: 0 to 1 becomes 0 to 255, to the nearest; what lies outside is cut off.
  package static func tensor(_ values: [Float], shape: [Int], asBytes: Bool) -> Tensor {
    guard asBytes else { return Tensor("x", shape: shape, values) }
    return Tensor("x", shape: shape, values.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) })
  }
}
