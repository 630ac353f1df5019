/// Little-endian fields in the order in which they stand.
struct Fields {
  private let bytes: [UInt8]
  private(set) var offset: Int

  init(_ bytes: [UInt8], at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var left: Int { bytes.count - offset }

  /// The next number of type `T`; nil where the bytes end before.
  mutating func next<T: FixedWidthInteger & UnsignedInteger>(_: T.Type) -> T? {
    let size = T.bitWidth / 8
    guard left >= size else { return nil }
    defer { offset += size }
    return (0..<size).reduce(0) { $0 | T(bytes[offset + $1]) << (8 * $1) }
  }

  /// The next bytes; nil where there are fewer.
  mutating func next(_ count: Int) -> [UInt8]? {
    guard left >= count else { return nil }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }
}

extension [UInt8] {
  mutating func append<T: FixedWidthInteger & UnsignedInteger>(field value: T) {
    for byte in 0..<T.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }
}
