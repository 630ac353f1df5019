/// The header of a zstd frame (RFC 8878, section 3.1.1.1), as far as our rules reach.
struct ZstdFrameHeader {
  static let magic: UInt32 = 0xFD2F_B528
  /// Bytes that hold any header.
  static let maximumSize = 18
  /// The largest window that a reader must provide: windowLog 23.
  static let maximumWindow: UInt64 = 1 << 23

  /// The size of the body, decompressed.
  let contentSize: UInt64

  /// The header at the beginning of `bytes`, which hold `maximumSize` bytes or the whole frame.
  ///
  /// Throws when the frame breaks a rule: content size and checksum present, no dictionary, and a
  /// window of at most 8 MiB.
  init(_ bytes: [UInt8]) throws(StreamError.Reason) {
    if bytes.count < 6 || bytes.littleEndian(at: 0, as: UInt32.self) != Self.magic {
      throw .zstdFrame("is missing after the marker")
    }
    let descriptor = bytes[4]
    let isSingleSegment = descriptor & 0b10_0000 != 0
    if descriptor & 0b1000 != 0 { throw .zstdFrame("has a reserved bit set") }
    if descriptor & 0b100 == 0 { throw .zstdFrame("has no checksum, expected one") }
    if descriptor & 0b11 != 0 { throw .zstdFrame("needs a dictionary, expected none") }

    let sizeField: Int
    switch descriptor >> 6 {
    case 0: sizeField = isSingleSegment ? 1 : 0
    case 1: sizeField = 2
    case 2: sizeField = 4
    default: sizeField = 8
    }
    if sizeField == 0 { throw .zstdFrame("does not say its content size") }
    let sizeAt = isSingleSegment ? 5 : 6
    if bytes.count < sizeAt + sizeField { throw .zstdFrame("is shorter than its header") }
    switch sizeField {
    case 1: contentSize = UInt64(bytes[sizeAt])
    case 2: contentSize = UInt64(bytes.littleEndian(at: sizeAt, as: UInt16.self)) + 256
    case 4: contentSize = UInt64(bytes.littleEndian(at: sizeAt, as: UInt32.self))
    default: contentSize = bytes.littleEndian(at: sizeAt, as: UInt64.self)
    }

    let window: UInt64
    if isSingleSegment {
      window = contentSize
    } else {
      let base: UInt64 = 1 << (10 + UInt64(bytes[5] >> 3))
      window = base + base / 8 * UInt64(bytes[5] & 7)
    }
    if window > Self.maximumWindow {
      throw .zstdFrame("has a window of \(window) bytes, the limit is \(Self.maximumWindow)")
    }
  }
}
