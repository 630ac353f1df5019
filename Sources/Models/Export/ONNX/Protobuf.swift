/// A message in the wire format of Protocol Buffers: fields one after another, each a tag and a value.
struct Protobuf {
  private(set) var bytes: [UInt8] = []

  init() {}

  /// A message that is one field.
  init(_ field: Int, _ message: Protobuf) { add(field, message) }

  /// What stands before a message of so many bytes.
  init(head field: Int, size: Int) {
    tag(field, wireType: 2)
    varint(UInt64(size))
  }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func tag(_ field: Int, wireType: Int) { varint(UInt64(field << 3 | wireType)) }

  /// A whole number or a member of an enumeration.
  mutating func add(_ field: Int, _ number: Int) {
    tag(field, wireType: 0)
    varint(UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: Int, _ number: Float) {
    tag(field, wireType: 5)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    tag(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  mutating func add(_ field: Int, _ message: Protobuf) { add(field, message.bytes) }
}
