/// A member of an archive, as its central directory has it (APPNOTE.TXT 6.3.10 of PKWARE, 4.3.12).
package struct ZIPEntry {
  /// The signature of an entry of the central directory, and of a local header.
  static let signature: UInt32 = 0x0201_4B50
  static let localSignature: UInt32 = 0x0403_4B50
  static let localSize = 30
  /// A number that stands in the extra field of ZIP64 instead.
  static let elsewhere = UInt32.max

  /// The bytes of its name, as a rule UTF-8.
  package let name: [UInt8]
  let flags: UInt16
  /// 0 stored, 8 deflated.
  let method: UInt16
  let checksum: UInt32
  /// Bytes in the archive.
  let compressedSize: UInt64
  /// Bytes of the member.
  let size: UInt64
  /// Where its local header begins.
  let offset: UInt64

  /// Whether the numbers that the local header has too stand behind the member instead.
  var hasDescriptor: Bool { flags & 0b1000 != 0 }

  /// The next entry of a central directory; nil for what is none.
  init?(_ fields: inout Fields) {
    guard fields.next(UInt32.self) == Self.signature, fields.next(UInt32.self) != nil,
      let flags = fields.next(UInt16.self), let method = fields.next(UInt16.self),
      fields.next(UInt32.self) != nil, let checksum = fields.next(UInt32.self),
      let compressed = fields.next(UInt32.self), let size = fields.next(UInt32.self),
      let nameSize = fields.next(UInt16.self), let extraSize = fields.next(UInt16.self),
      let commentSize = fields.next(UInt16.self), let disk = fields.next(UInt16.self),
      fields.next(UInt16.self) != nil, fields.next(UInt32.self) != nil,
      let offset = fields.next(UInt32.self), let name = fields.next(Int(nameSize)),
      let extra = fields.next(Int(extraSize)), fields.next(Int(commentSize)) != nil
    else { return nil }
    var large = ZIP64Field(extra)
    guard let size = large.value(size), let compressed = large.value(compressed),
      let offset = large.value(offset), disk == 0
    else { return nil }
    self.name = name
    self.flags = flags
    self.method = method
    self.checksum = checksum
    compressedSize = compressed
    self.size = size
    self.offset = offset
  }

  /// Whether a local header, without its extra field, says the same of the member.
  ///
  /// - Parameter extra: that field.
  func agrees(withLocal header: [UInt8], extra: [UInt8]) -> Bool {
    var fields = Fields(header)
    guard fields.next(UInt32.self) == Self.localSignature, fields.next(UInt16.self) != nil,
      let flags = fields.next(UInt16.self), fields.next(UInt16.self) == method,
      fields.next(UInt32.self) != nil, let checksum = fields.next(UInt32.self),
      let compressed = fields.next(UInt32.self), let size = fields.next(UInt32.self),
      fields.next(UInt32.self) != nil, fields.next(name.count) == name
    else { return false }
    if flags & 0b1000 != 0 { return hasDescriptor }
    var large = ZIP64Field(extra)
    return checksum == self.checksum && large.value(size) == self.size
      && large.value(compressed) == compressedSize
  }
}

/// The numbers of 64 bits in an extra field, in the order in which they are asked for.
struct ZIP64Field {
  static let tag: UInt16 = 1

  private var fields = Fields([])

  /// - Parameter extra: fields, each with its tag and its size.
  init(_ extra: [UInt8]) {
    var all = Fields(extra)
    while let tag = all.next(UInt16.self), let size = all.next(UInt16.self),
      let content = all.next(Int(size))
    {
      if tag == Self.tag { fields = Fields(content) }
    }
  }

  /// A number of 32 bits, or the next one of this field where that stands for it; nil where there is none.
  mutating func value(_ number: UInt32) -> UInt64? {
    number == ZIPEntry.elsewhere ? fields.next(UInt64.self) : UInt64(number)
  }
}
