import CTurboJPEG
import PNM
import PictureFiles
import TensorIO
import Tool

extension Fuzzer {
  /// PNG files, with checksums of chunks put right, as `img2t` reads them.
  static var png: Fuzzer {
    Fuzzer(name: "png") { bytes in read(withChecksums(bytes)) }
  }

  /// JPEG files as `img2t` reads them. What is read has the size that TurboJPEG finds.
  static var jpeg: Fuzzer {
    Fuzzer(name: "jpeg") { bytes in
      guard let picture = read(bytes), bytes.first == 0xFF, let handle = tjInitDecompress() else {
        return
      }
      defer { tjDestroy(handle) }
      var (width, height, sampling, colours) = (Int32(0), Int32(0), Int32(0), Int32(0))
      let result = bytes.withUnsafeBufferPointer {
        tjDecompressHeader3(
          handle, $0.baseAddress, UInt($0.count), &width, &height, &sampling, &colours)
      }
      // It does not know every way of sampling.
      guard result == 0 else { return }
      let sides = Set([Int(width), Int(height)])
      precondition(sides == Set([picture.width, picture.height]))
    }
  }

  /// Reads a picture in 8 and in 16 bits, and fits it to another size in every way. What is read is a row.
  @discardableResult
  private static func read(_ bytes: [UInt8]) -> Raster<UInt8>? {
    var decoding = PictureDecoding()
    decoding.mostPixels = 1 << 14
    let picture = allowed { try decoding.picture(bytes, of: UInt8.self) }
    let wide = allowed { try decoding.picture(bytes, of: UInt16.self) }
    precondition((picture == nil) == (wide == nil))
    guard let picture, let wide else { return nil }
    precondition(picture.size == wide.size && picture.channels == wide.channels)
    for way in Fit.Way.allCases {
      for filter in ResampleFilter.allCases {
        let fit = Fit(PictureSize(width: 3, height: 2), way, filter, .black)
        precondition(fit(picture).samples.count == 6 * picture.channels)
        precondition(fit(wide).samples.count == 6 * picture.channels)
      }
      let fit = Fit(PictureSize(width: 3, height: 2), way, .box, .black)
      decoding.draft = { fit.scaled($0) }
      // What a draft leaves out may be what is damaged.
      if let draft = allowed({ try decoding.picture(bytes, of: UInt8.self) }) {
        precondition(fit(draft).size == fit.size)
      }
    }
    var rows = PictureRows<UInt8>(nameSize: 8)
    let frame = allowed {
      _ = try rows.add(picture, name: "name")
      return try rows.last()
    }
    precondition(frame != nil)
    return picture
  }

  /// As a tool would say it.
  private static func allowed<Result>(_ read: () throws -> Result) -> Result? {
    Refusal.allowed {
      do {
        return try read()
      } catch let fault as PictureFault {
        throw ToolError(.badData, "-", fault.description)
      }
    }
  }

  /// The same file with the CRC-32 of each chunk, which mutations would never meet.
  private static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { break }
      let end = place + 8 + length
      let sum = checksum(bytes[place + 4..<end])
      for index in 0..<4 { bytes[end + index] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * index)) }
      place = end + 4
    }
    return bytes
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
    }
    return ~sum
  }
}
