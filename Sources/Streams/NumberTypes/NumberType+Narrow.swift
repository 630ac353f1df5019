package import TensorIO

extension NumberType {
  /// The bytes of a tensor's numbers in this type, which is narrower: little-endian, in row-major order.
  ///
  /// - Precondition: the tensor is of the type `widened`.
  /// - Throws: `NumberFault` for a number that the type does not have.
  package func narrowed(_ tensor: Tensor) throws(NumberFault) -> [UInt8] {
    switch self {
    case .bool: try narrow(tensor) { (number: UInt8) in number <= 1 ? number : nil }
    case .i8:
      try narrow(tensor) { (number: Int32) in Int8(exactly: number).map(UInt8.init(bitPattern:)) }
    case .u16: try narrow(tensor) { (number: Int32) in UInt16(exactly: number) }
    case .i16:
      try narrow(tensor) { (number: Int32) in Int16(exactly: number).map(UInt16.init(bitPattern:)) }
    case .u32: try narrow(tensor) { (number: Int64) in UInt32(exactly: number) }
    case .u64: try narrow(tensor) { (number: Int64) in UInt64(exactly: number) }
    case .f16: try narrow(tensor) { (number: Float) in narrowedHalf(number.bitPattern) }
    case .bf16:
      try narrow(tensor) { (number: Float) in
        number.bitPattern & 0xFFFF == 0 ? UInt16(number.bitPattern >> 16) : nil
      }
    case .u8, .i32, .i64, .f32, .f64:
      tensor.withBytes { span in span.withUnsafeBytes { [UInt8]($0) } }
    }
  }

  private func narrow<Number: TensorElement, Bits: FixedWidthInteger>(
    _ tensor: Tensor, _ convert: (Number) -> Bits?
  ) throws(NumberFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: tensor.count * MemoryLayout<Bits>.size)
    var span = bytes.mutableSpan
    try span.withUnsafeMutableBytes { bytes throws(NumberFault) in
      try tensor.withElements(of: Number.self) { numbers throws(NumberFault) in
        for i in numbers.indices {
          guard let bits = convert(numbers[i]) else {
            throw NumberFault(index: i, message: "\(numbers[i]) is no \(name)")
          }
          bytes.storeBytes(
            of: bits, toByteOffset: i * MemoryLayout<Bits>.size, as: Bits.self)
        }
      }
    }
    return bytes
  }
}
