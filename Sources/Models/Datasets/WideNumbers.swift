import TensorIO

/// Numbers of any type that data may have before a scaler, in double precision.
enum WideNumbers {
  /// u8, i32, f32 and f64: each is held exactly.
  static let types: [ElementType] = [.u8, .i32, .f32, .f64]

  /// - Parameters:
  ///   - bytes: of `result.count` numbers.
  ///   - type: one of `types`.
  ///   - unit: a byte p stands for p/unit.
  static func widen(
    _ bytes: UnsafeRawBufferPointer, _ type: ElementType, unit: Int,
    into result: UnsafeMutableBufferPointer<Double>
  ) {
    func each<Element: TensorElement>(_: Element.Type, _ wide: (Element) -> Double) {
      let numbers = bytes.bindMemory(to: Element.self)
      for index in result.indices { result[index] = wide(numbers[index]) }
    }
    precondition(bytes.count == result.count * type.size)
    switch type {
    case .u8:
      let unit = Double(unit)
      each(UInt8.self) { Double($0) / unit }
    case .i32: each(Int32.self) { Double($0) }
    case .f32: each(Float.self) { Double($0) }
    case .f64: each(Double.self) { $0 }
    default: preconditionFailure("\(type.name) numbers are no data")
    }
  }

  /// Calls `body` with each row of a tensor, `[rows, …]`, and its number from 0.
  static func forEachRow<E: Error>(
    _ tensor: Tensor, unit: Int, _ body: (Int, UnsafeBufferPointer<Double>) throws(E) -> Void
  ) throws(E) {
    guard tensor.count > 0 else { return }
    let width = tensor.count / tensor.shape[0]
    let row = UnsafeMutableBufferPointer<Double>.allocate(capacity: width)
    defer { row.deallocate() }
    let size = width * tensor.elementType.size
    for index in 0..<tensor.shape[0] {
      tensor.withBytes { span in
        span.extracting(index * size..<(index + 1) * size).withUnsafeBytes {
          widen($0, tensor.elementType, unit: unit, into: row)
        }
      }
      try body(index, UnsafeBufferPointer(row))
    }
  }
}
