package import TensorIO

extension NumberType {
  /// A tensor of numbers of this type.
  ///
  /// - Parameters:
  ///   - bytes: as many as the shape needs, little-endian, in row-major order. They are not copied where the stream
  ///     has the type.
  /// - Throws: `NumberFault` for a bool that is neither 0 nor 1, and a uint64 above 2⁶³ − 1.
  package func tensor(
    _ name: String, shape: [Int], bytes: [UInt8]
  ) throws(NumberFault) -> Tensor {
    switch self {
    case .bool:
      if let index = bytes.firstIndex(where: { $0 > 1 }) {
        throw NumberFault(index: index, message: "a bool is \(bytes[index]), expected 0 or 1")
      }
      return plain(name, shape, bytes)
    case .u8, .i32, .i64, .f32, .f64: return plain(name, shape, bytes)
    case .i8: return widen(name, shape, bytes) { (bits: UInt8) in Int32(Int8(bitPattern: bits)) }
    case .u16: return widen(name, shape, bytes) { (bits: UInt16) in Int32(bits) }
    case .i16: return widen(name, shape, bytes) { (bits: UInt16) in Int32(Int16(bitPattern: bits)) }
    case .u32: return widen(name, shape, bytes) { (bits: UInt32) in Int64(bits) }
    case .u64:
      return try widen(name, shape, bytes) { (bits: UInt64) in
        Int64(exactly: bits)
      } fault: {
        "\($0), the largest that a stream can hold is \(Int64.max)"
      }
    case .f16:
      return widen(name, shape, bytes) { Float(bitPattern: widenedHalf($0)) }
    case .bf16:
      return widen(name, shape, bytes) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    }
  }

  private func plain(_ name: String, _ shape: [Int], _ bytes: [UInt8]) -> Tensor {
    Tensor(name, elementType: widened, shape: shape, bytes: bytes)
  }

  private func widen<Bits: FixedWidthInteger, Number: TensorElement>(
    _ name: String, _ shape: [Int], _ bytes: [UInt8], _ convert: (Bits) -> Number
  ) -> Tensor {
    Tensor(name, shape: shape, of: Number.self) { numbers in
      bytes.withUnsafeBytes { bytes in
        for i in numbers.indices {
          numbers[i] = convert(
            bytes.loadUnaligned(fromByteOffset: i * MemoryLayout<Bits>.size, as: Bits.self))
        }
      }
    }
  }

  private func widen<Bits: FixedWidthInteger, Number: TensorElement>(
    _ name: String, _ shape: [Int], _ bytes: [UInt8], _ convert: (Bits) -> Number?,
    fault: (Bits) -> String
  ) throws(NumberFault) -> Tensor {
    try Tensor(name, shape: shape, of: Number.self) { numbers throws(NumberFault) in
      try bytes.span.bytes.withUnsafeBytes { bytes throws(NumberFault) in
        for i in numbers.indices {
          let bits = bytes.loadUnaligned(
            fromByteOffset: i * MemoryLayout<Bits>.size, as: Bits.self)
          guard let number = convert(bits) else {
            throw NumberFault(index: i, message: fault(bits))
          }
          numbers[i] = number
        }
      }
    }
  }
}
