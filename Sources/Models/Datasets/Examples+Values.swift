import TensorIO

extension Examples {
  /// The tensor `x` of a frame from one of numbers.
  ///
  /// - Parameters:
  ///   - numbers: `x`, f32 `[rows, …]`.
  ///   - unit: of bytes: 0 to 1 becomes 0 to this, to the nearest. Nil leaves the numbers as they are.
  ///   - most: where bytes are cut off; the unit unless given, for data from 0 to 1.
  /// - Returns: the tensor, behind the metadata of such a unit where there are any.
  package static func tensors(_ numbers: Tensor, unit: Int?, most: Int? = nil) -> [Tensor] {
    guard let unit else { return [numbers] }
    let (scale, most) = (Float(unit), Float(most ?? unit))
    return Frame.unitTensors(unit) + [
      numbers.map { UInt8(max(0, min(most, ($0 * scale).rounded()))) }
    ]
  }
}

extension Tensor {
  /// What each number of an f32 tensor becomes, under the same name.
  func map<Element: TensorElement>(_ change: (Float) -> Element) -> Tensor {
    withElements(of: Float.self) { numbers in
      numbers.withUnsafeBufferPointer { numbers in
        Tensor(name, shape: shape, of: Element.self) { result in
          for index in numbers.indices { result[index] = change(numbers[index]) }
        }
      }
    }
  }
}
