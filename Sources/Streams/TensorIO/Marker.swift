/// The 32 bytes before every zstd frame of ours: a zstd *skippable* frame, so that `zstd -d` passes
/// over it, that makes the boundary findable without decompressing.
struct Marker {
  static let size = 32
  static let magic: UInt32 = 0x184D_2A57
  /// Whether this is the magic of a skippable frame, ours or a foreign one.
  static func isSkippable(_ magic: UInt32) -> Bool { magic & 0xFFFF_FFF0 == 0x184D_2A50 }

  /// Whether bytes, fewer than a header has, are those of a skippable frame as far as they go.
  static func couldBegin(with bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    return first & 0xF0 == 0x50
      && bytes.dropFirst().prefix(3).elementsEqual(
        [0x2A, 0x4D, 0x18].prefix(min(3, bytes.count - 1)))
  }

  /// The content of the skippable frame begins with these.
  static let signature = Array("TIOFRM".utf8)
  static let version = Array("1\n".utf8)

  /// Bytes of the zstd frame that follows.
  let compressedSize: UInt64
  /// From 0 in each stream; wraps at 2³².
  let sequence: UInt32

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(Self.magic)
    bytes.appendLittleEndian(UInt32(Self.size - 8))
    bytes += Self.signature
    bytes += Self.version
    bytes.appendLittleEndian(compressedSize)
    bytes.appendLittleEndian(sequence)
    bytes.appendLittleEndian(UInt32(0))
    return bytes
  }

  init(compressedSize: UInt64, sequence: UInt32) {
    (self.compressedSize, self.sequence) = (compressedSize, sequence)
  }

  /// The marker in `bytes`, whose magic and signature the caller has seen.
  init(_ bytes: [UInt8]) throws(StreamError.Reason) {
    if !bytes[14..<16].elementsEqual(Self.version) { throw .version }
    let size = bytes.littleEndian(at: 4, as: UInt32.self)
    if size != UInt32(Self.size - 8) {
      throw .size(
        "the size of the frame marker", found: UInt64(size), expected: UInt64(Self.size - 8))
    }
    if bytes.littleEndian(at: 28, as: UInt32.self) != 0 {
      throw .notZero("the marker's last field")
    }
    self.init(
      compressedSize: bytes.littleEndian(at: 16, as: UInt64.self),
      sequence: bytes.littleEndian(at: 24, as: UInt32.self))
  }
}
