import TensorIO

/// Elements of a file as elements of the stream, without loss.
enum Widening {
  /// What is no element of its type, or does not fit the stream's.
  struct Refusal: Error {
    /// The place among the elements given.
    let index: Int
    /// What was found, what was expected.
    let message: String
  }

  /// Bytes of the file's type as bytes of `type.widened`, both little-endian. Where they are the same nothing is
  /// copied.
  ///
  /// - Precondition: the bytes are whole elements.
  static func widen(_ bytes: [UInt8], _ type: SafeTensorsType) throws(Refusal) -> [UInt8] {
    switch type {
    case .u8, .i32, .i64, .f32, .f64: return bytes
    case .bool:
      if let index = bytes.firstIndex(where: { $0 > 1 }) {
        throw Refusal(index: index, message: "a truth value is \(bytes[index]), expected 0 or 1")
      }
      return bytes
    case .i8: return map(bytes) { (number: Int8) in Int32(number) }
    case .i16: return map(bytes) { (number: Int16) in Int32(number) }
    case .u16: return map(bytes) { (number: UInt16) in Int32(number) }
    case .u32: return map(bytes) { (number: UInt32) in Int64(number) }
    case .f16: return map(bytes, single(half:))
    case .bf16: return map(bytes) { (number: UInt16) in UInt32(number) << 16 }
    case .u64:
      if let place = stride(from: 7, to: bytes.count, by: 8).first(where: { bytes[$0] > 127 }) {
        throw Refusal(
          index: place / 8, message: "a number is above 2^63 - 1, which the stream cannot hold")
      }
      return bytes
    }
  }

  /// The bits of an IEEE 754 binary16 as those of the binary32 of the same value; of a NaN all bits are kept.
  static func single(half: UInt16) -> UInt32 {
    let sign = UInt32(half & 0x8000) << 16
    let magnitude = UInt32(half & 0x7FFF)
    // Infinity and NaN.
    if magnitude >= 0x7C00 { return sign | 0x7F80_0000 | (magnitude & 0x03FF) << 13 }
    // A normal number: the exponent's bias is 112 more.
    if magnitude >= 0x0400 { return sign | ((magnitude << 13) + (112 << 23)) }
    // Zero, or a subnormal multiple of 2^-24, which is normal in single precision.
    return sign | (Float(magnitude) * 0x1p-24).bitPattern
  }

  private static func map<From: BitwiseCopyable, To: BitwiseCopyable>(
    _ bytes: [UInt8], _ change: (From) -> To
  ) -> [UInt8] {
    let (from, to) = (MemoryLayout<From>.size, MemoryLayout<To>.size)
    let count = bytes.count / from
    return [UInt8](unsafeUninitializedCapacity: count * to) { result, size in
      let target = UnsafeMutableRawBufferPointer(result)
      bytes.withUnsafeBytes { source in
        for index in 0..<count {
          let number = source.loadUnaligned(fromByteOffset: index * from, as: From.self)
          target.storeBytes(of: change(number), toByteOffset: index * to, as: To.self)
        }
      }
      size = count * to
    }
  }
}
