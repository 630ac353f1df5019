/// What the chunks of a PNG file tell before anything is decoded.
struct PNGChunks {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Bytes of compressed pixels.
  private(set) var dataSize = 0
  /// Bytes from the signature to the end of the chunk IEND. What follows is no part of the picture.
  let end: Int

  /// Goes from chunk to chunk.
  ///
  /// - Throws: `PictureFault` for a file that ends before its end mark.
  init(_ bytes: [UInt8]) throws(PictureFault) {
    var place = Self.signature.count
    while true {
      guard place + 12 <= bytes.count else { throw Self.cut(bytes.count) }
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { throw Self.cut(bytes.count) }
      let name = bytes[place + 4..<place + 8]
      place += 12 + length
      if name.elementsEqual("IDAT".utf8) { dataSize += length }
      if name.elementsEqual("IEND".utf8) { break }
    }
    end = place
  }

  private static func cut(_ count: Int) -> PictureFault {
    PictureFault("ends at byte \(count), before its end mark (IEND): it was cut or is damaged")
  }
}
