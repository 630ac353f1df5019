import TensorIO

extension Examples {
  /// The tensor `x` of some numbers.
  ///
  /// - Parameters:
  ///   - shape: `[rows, …]`.
  ///   - unit: of bytes: 0 to 1 becomes 0 to this, to the nearest; what lies outside is cut off. Nil leaves the
  ///     numbers as they are.
  /// - Returns: the tensor, behind the metadata of such a unit where there are any.
  package static func tensors(_ values: [Float], shape: [Int], unit: Int?) -> [Tensor] {
    guard let unit else { return [Tensor("x", shape: shape, values)] }
    let most = Float(unit)
    return Frame.unitTensors(unit) + [
      Tensor("x", shape: shape, values.map { UInt8(max(0, min(most, ($0 * most).rounded()))) })
    ]
  }
}
