import TensorIO

/// Elements of the stream as elements of the type that they had in a file.
enum Narrowing {
  /// The place of an element that the type does not hold.
  struct Misfit: Error {
    let index: Int
    let value: String
  }

  /// Bytes of `type.widened` as bytes of `type`, both little-endian. Where they are the same nothing is copied.
  ///
  /// - Precondition: the bytes are whole elements.
  static func narrow(_ bytes: [UInt8], to type: SafeTensorsType) throws(Misfit) -> [UInt8] {
    switch type {
    case .u8, .i32, .i64, .f32, .f64: return bytes
    case .bool:
      if let index = bytes.firstIndex(where: { $0 > 1 }) {
        throw Misfit(index: index, value: "\(bytes[index])")
      }
      return bytes
    case .i8: return try map(bytes) { (number: Int32) in Int8(exactly: number) }
    case .i16: return try map(bytes) { (number: Int32) in Int16(exactly: number) }
    case .u16: return try map(bytes) { (number: Int32) in UInt16(exactly: number) }
    case .u32: return try map(bytes) { (number: Int64) in UInt32(exactly: number) }
    case .u64: return try map(bytes) { (number: Int64) in UInt64(exactly: number) }
    case .f16: return try map(bytes) { (number: Float) in half(number) }
    case .bf16:
      return try map(bytes) { (number: Float) in
        number.bitPattern & 0xFFFF == 0 ? UInt16(number.bitPattern >> 16) : nil
      }
    }
  }

  /// The bits of the binary16 of the same value, and of a NaN the same bits; nil where there is none.
  static func half(_ number: Float) -> UInt16? {
    let bits = number.bitPattern
    let sign = UInt16(bits >> 31) << 15
    let half: UInt16
    if number.isNaN {
      half = sign | 0x7C00 | UInt16(bits >> 13 & 0x03FF)
    } else {
      guard let exact = Float16(exactly: number) else { return nil }
      half = exact.bitPattern
    }
    return Widening.single(half: half) == bits ? half : nil
  }

  private static func map<From: BitwiseCopyable & CustomStringConvertible, To: BitwiseCopyable>(
    _ bytes: [UInt8], _ change: (From) -> To?
  ) throws(Misfit) -> [UInt8] {
    let (from, to) = (MemoryLayout<From>.size, MemoryLayout<To>.size)
    var result = [UInt8](repeating: 0, count: bytes.count / from * to)
    var misfit: Misfit?
    bytes.withUnsafeBytes { source in
      result.withUnsafeMutableBytes { target in
        for index in 0..<source.count / from {
          let number = source.loadUnaligned(fromByteOffset: index * from, as: From.self)
          guard let narrow = change(number) else {
            misfit = Misfit(index: index, value: number.description)
            return
          }
          target.storeBytes(of: narrow, toByteOffset: index * to, as: To.self)
        }
      }
    }
    if let misfit { throw misfit }
    return result
  }
}
