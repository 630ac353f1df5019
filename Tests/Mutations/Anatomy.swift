/// The parts of a valid stream, told by its markers.
struct Anatomy {
  enum Part: String {
    case marker
    case zstdHeader = "zstd header"
    case zstdBlocks = "zstd blocks"
    case checksum
    /// A skippable frame that is not ours.
    case foreign
  }

  /// A frame of ours, its marker included, or a foreign one.
  struct Piece {
    let range: Range<Int>
    let isForeign: Bool
    /// Where the header of the zstd frame ends.
    let headerEnd: Int
    /// Of the body.
    let contentSize: Int

    /// Whether it is an END: no DATA frame has a body of 32 bytes.
    var isEnd: Bool { !isForeign && contentSize == 32 }

    func part(at place: Int) -> Part {
      if isForeign { return .foreign }
      if place < range.lowerBound + 32 { return .marker }
      if place < headerEnd { return .zstdHeader }
      return place < range.upperBound - 4 ? .zstdBlocks : .checksum
    }
  }

  private(set) var pieces: [Piece] = []

  /// The frames that are ours.
  var frames: [Piece] { pieces.filter { !$0.isForeign } }

  init(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let piece = Anatomy.piece(bytes, at: start)
      pieces.append(piece)
      start = piece.range.upperBound
    }
  }

  private static func isOurs(_ bytes: [UInt8], at start: Int) -> Bool {
    bytes[(start + 8)...].starts(with: "TIOFRM1\n".utf8)
  }

  private static func piece(_ bytes: [UInt8], at start: Int) -> Piece {
    // Too short for a header, and so cut: it ends beyond the end.
    guard start + 48 <= bytes.count || start + 8 <= bytes.count && !isOurs(bytes, at: start) else {
      return Piece(
        range: start..<bytes.count + 1, isForeign: false, headerEnd: bytes.count, contentSize: 0)
    }
    guard isOurs(bytes, at: start) else {
      let end = start + 8 + number(bytes, at: start + 4, size: 4)
      return Piece(range: start..<end, isForeign: true, headerEnd: end, contentSize: 0)
    }
    // RFC 8878, 3.1.1.1: magic, descriptor, a window unless there is one segment, the content size.
    let descriptor = bytes[start + 36]
    let isSingle = descriptor & 0b10_0000 != 0
    let size = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
    let sizeAt = start + 37 + (isSingle ? 0 : 1)
    return Piece(
      range: start..<start + 32 + number(bytes, at: start + 16, size: 8), isForeign: false,
      headerEnd: sizeAt + size,
      contentSize: number(bytes, at: sizeAt, size: size) + (size == 2 ? 256 : 0))
  }

  func part(at place: Int) -> Part {
    pieces.first { $0.range.contains(place) }?.part(at: place) ?? .foreign
  }

  /// Where the input may end: behind an END, and behind every foreign frame that follows it.
  var ends: Set<Int> {
    var isEnded = false
    var ends: Set<Int> = []
    for piece in pieces {
      if !piece.isForeign { isEnded = piece.isEnd }
      if isEnded { ends.insert(piece.range.upperBound) }
    }
    return ends
  }
}

/// A little-endian number.
private func number(_ bytes: [UInt8], at place: Int, size: Int) -> Int {
  (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
}
