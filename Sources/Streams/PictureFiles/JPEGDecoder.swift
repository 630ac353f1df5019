import CTurboJPEG
import Found
import PNM

/// Decodes a JPEG file by TurboJPEG: grey and colour, sequential and progressive. What libjpeg warns of, such as
/// pixels that are missing, is an error here.
struct JPEGDecoder {
  private let bytes: [UInt8]
  private let decoding: PictureDecoding

  static func isJPEG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

  init(_ bytes: [UInt8], _ decoding: PictureDecoding) {
    self.bytes = bytes
    self.decoding = decoding
  }

  /// - Throws: `PictureFault`.
  func picture<Element: Sample>() throws(PictureFault) -> Raster<Element> {
    let segments = try JPEGSegments(bytes)
    try decoding.checkEnd(bytes, segments.end)
    guard segments.components == 1 || segments.components == 3 else {
      throw PictureFault(
        segments.components == 4
          ? "is a JPEG picture of inks (CMYK), expected grey or colour; "
            + "to convert all of a folder: \(Cure.pictures)"
          : "is a JPEG picture of \(segments.components) components, expected 1 or 3")
    }
    try decoding.check(segments.size)
    let channels = segments.components
    let size = decodedSize(segments)
    let pixels = try pixels(size, channels: channels)
    let samples = Element.self == UInt8.self ? pixels as? [Element] : nil
    return Raster(size, channels: channels, samples ?? pixels.map { Element(scaling: $0) })
      .turned(segments.orientation)
  }

  /// The full size, or that of a draft: the fraction of the smallest size that still is at least twice what is needed.
  private func decodedSize(_ segments: JPEGSegments) -> PictureSize {
    let size = segments.size
    guard let draft = decoding.draft else { return size }
    let isTransposed = segments.orientation.isTransposed
    let needed = draft(
      isTransposed ? PictureSize(width: size.height, height: size.width) : size)
    let (width, height) =
      isTransposed ? (needed.height, needed.width) : (needed.width, needed.height)
    for divisor in [8, 4, 2] {
      // As TJSCALED has it.
      let part = PictureSize(
        width: (size.width + divisor - 1) / divisor, height: (size.height + divisor - 1) / divisor)
      if part.width >= 2 * width, part.height >= 2 * height { return part }
    }
    return size
  }

  /// Memory that is written only as the data come.
  private func pixels(_ size: PictureSize, channels: Int) throws(PictureFault) -> [UInt8] {
    guard let handle = tjInitDecompress() else { throw PictureFault("no memory to decode it") }
    defer { tjDestroy(handle) }
    let line = size.width * channels
    let format = channels == 1 ? TJPF_GRAY : TJPF_RGB
    var result: Int32 = 0
    let pixels = [UInt8](unsafeUninitializedCapacity: line * size.height) { buffer, filled in
      result = bytes.withUnsafeBufferPointer { file in
        tjDecompress2(
          handle, file.baseAddress, UInt(file.count), buffer.baseAddress, Int32(size.width),
          Int32(line), Int32(size.height), format.rawValue, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
        )
      }
      filled = result == 0 ? line * size.height : 0
    }
    guard result == 0 else {
      let reason = tjGetErrorStr2(handle).map { String(cString: $0) } ?? ""
      throw PictureFault(
        "is damaged: libjpeg says \(quoted(reason)); to take what it can read of such files: "
          + Cure.pictures)
    }
    return pixels
  }
}
