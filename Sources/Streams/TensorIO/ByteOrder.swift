// Numbers in the stream are little-endian. Reading is bounds-checked by the array.

extension [UInt8] {
  /// The number of type `T` whose first byte is at `offset`.
  func littleEndian<T: FixedWidthInteger & UnsignedInteger>(at offset: Int, as type: T.Type) -> T {
    var value: T = 0
    for i in 0..<T.bitWidth / 8 { value |= T(self[offset + i]) << (8 * i) }
    return value
  }

  mutating func appendLittleEndian<T: FixedWidthInteger & UnsignedInteger>(_ value: T) {
    for i in 0..<T.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * i))) }
  }

  mutating func appendZeros(_ count: Int) {
    append(contentsOf: repeatElement(0, count: count))
  }
}
