import PNM

/// What the segments of a JPEG file tell before anything is decoded. libjpeg takes a file that was cut for a whole one
/// with a warning, so its end mark is looked for here.
struct JPEGSegments {
  private(set) var size = PictureSize(width: 0, height: 0)
  /// Numbers of a pixel as they are stored: 1 for grey, 3 for a colour, 4 for printing inks.
  private(set) var components = 0
  private(set) var orientation = Orientation.upright
  /// Bytes up to the end mark. What follows is no part of the picture.
  private(set) var end = 0
  private var hasFrame = false
  private var hasEXIF = false

  /// Goes from marker to marker, up to the end mark.
  ///
  /// - Throws: `PictureFault` for a file that ends before it.
  init(_ bytes: [UInt8]) throws(PictureFault) {
    var place = 2
    while true {
      let marker = try Self.marker(bytes, &place)
      if marker == 0xD9 { break }
      // Marks without a segment.
      if (0xD0...0xD7).contains(marker) || marker == 0x01 { continue }
      let segment = try Self.segment(bytes, &place)
      switch marker {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: try readFrame(segment, marker)
      case 0xE1: readEXIF(segment)
      // The compressed pixels of a scan follow.
      case 0xDA: try Self.skipScan(bytes, &place)
      default: break
      }
    }
    end = place
    guard hasFrame else { throw PictureFault("is a JPEG file without a picture") }
  }

  /// The byte of the next marker, which stands behind one FF or more.
  private static func marker(_ bytes: [UInt8], _ place: inout Int) throws(PictureFault) -> UInt8 {
    let start = place
    while place < bytes.count, bytes[place] == 0xFF { place += 1 }
    guard place < bytes.count else { throw cut(bytes.count) }
    guard place > start else {
      throw PictureFault(
        "byte \(place): is damaged: found 0x\(String(bytes[place], radix: 16)), expected a marker")
    }
    place += 1
    return bytes[place - 1]
  }

  /// What a segment holds behind its length.
  private static func segment(
    _ bytes: [UInt8], _ place: inout Int
  ) throws(PictureFault) -> ArraySlice<UInt8> {
    guard place + 2 <= bytes.count else { throw cut(bytes.count) }
    let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
    guard length >= 2 else {
      throw PictureFault("byte \(place): is damaged: a segment of \(length) bytes")
    }
    guard length <= bytes.count - place else { throw cut(bytes.count) }
    defer { place += length }
    return bytes[place + 2..<place + length]
  }

  /// Passes over compressed pixels: in them FF is followed by 0 or by a restart mark.
  private static func skipScan(_ bytes: [UInt8], _ place: inout Int) throws(PictureFault) {
    while place + 1 < bytes.count {
      guard let next = bytes[place...].firstIndex(of: 0xFF), next + 1 < bytes.count else { break }
      let byte = bytes[next + 1]
      if byte != 0, !(0xD0...0xD7).contains(byte), byte != 0xFF {
        place = next
        return
      }
      place = byte == 0xFF ? next + 1 : next + 2
    }
    throw cut(bytes.count)
  }

  /// The first frame header counts: a second one is an error, which libjpeg reports.
  private mutating func readFrame(
    _ segment: ArraySlice<UInt8>, _ marker: UInt8
  ) throws(PictureFault) {
    guard !hasFrame, segment.count >= 6 else { return }
    let bytes = Array(segment.prefix(6))
    guard bytes[0] == 8 else {
      throw PictureFault(
        "is a JPEG picture of \(bytes[0]) bits a sample, expected 8; write it as PNG with the program that made it"
      )
    }
    size = PictureSize(
      width: Int(bytes[3]) << 8 | Int(bytes[4]), height: Int(bytes[1]) << 8 | Int(bytes[2]))
    components = Int(bytes[5])
    hasFrame = true
  }

  private mutating func readEXIF(_ segment: ArraySlice<UInt8>) {
    let name = Array("Exif\0\0".utf8)
    guard !hasEXIF, segment.starts(with: name) else { return }
    hasEXIF = true
    orientation = Orientation(exif: segment.dropFirst(name.count))
  }

  private static func cut(_ count: Int) -> PictureFault {
    PictureFault("ends at byte \(count), before its end mark (EOI): it was cut or is damaged")
  }
}
