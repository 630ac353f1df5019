import CSpng
import PNM

/// Decodes a PNG file by libspng: all of the format's kinds of pixels, 1 to 16 bits, interlaced or not. Colour
/// profiles and gamma are not applied: samples are taken as they are stored.
struct PNGDecoder {
  private let bytes: [UInt8]
  private let decoding: PictureDecoding

  static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: PNGChunks.signature) }

  init(_ bytes: [UInt8], _ decoding: PictureDecoding) {
    self.bytes = bytes
    self.decoding = decoding
  }

  /// - Throws: `PictureFault`.
  func picture<Element: Sample>() throws(PictureFault) -> Raster<Element> {
    let chunks = try PNGChunks(bytes)
    try decoding.checkEnd(bytes, chunks.end)
    guard let context = spng_ctx_new(0) else { throw PictureFault("no memory to decode it") }
    defer { spng_ctx_free(context) }
    return try bytes.withUnsafeBufferPointer { file throws(PictureFault) -> Raster<Element> in
      let error = Int32(SPNG_CRC_ERROR.rawValue)
      try check(spng_set_crc_action(context, error, error))
      // Chunks beside the pixels, such as profiles and text: one of them, and all.
      try check(spng_set_chunk_limits(context, 64 << 20, 128 << 20))
      try check(spng_set_png_buffer(context, file.baseAddress, chunks.end))
      return try picture(context, dataSize: chunks.dataSize)
    }
  }

  /// - Parameter dataSize: bytes of compressed pixels.
  private func picture<Element: Sample>(
    _ context: OpaquePointer, dataSize: Int
  ) throws(PictureFault) -> Raster<Element> {
    var header = spng_ihdr()
    try check(spng_get_ihdr(context, &header))
    let size = PictureSize(width: Int(header.width), height: Int(header.height))
    try decoding.check(size)
    try checkData(dataSize, of: header)
    let raster: Raster<Element> =
      header.bit_depth == 16
      ? try decode(context, header, size, UInt16.self)
      : try decode(context, header, size, UInt8.self)
    // To the last chunk, so that all of the file is checked.
    try check(spng_decode_chunks(context))
    return raster.turned(orientation(context))
  }

  /// Deflate makes of a byte at most 1032: less data than that cannot hold the pixels, and no memory is spent on them.
  private func checkData(_ count: Int, of header: spng_ihdr) throws(PictureFault) {
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(header.color_type)] ?? 1
    let line = 1 + (Int(header.width) * samples * Int(header.bit_depth) + 7) / 8
    guard line * Int(header.height) / 1032 <= count else {
      throw PictureFault(
        "claims \(header.width)x\(header.height) pixels, which \(count) bytes of data cannot hold")
    }
  }

  /// Decodes to samples of 8 or of 16 bits, and lays transparent pixels over the background.
  private func decode<Element: Sample, Stored: Sample>(
    _ context: OpaquePointer, _ header: spng_ihdr, _ size: PictureSize, _: Stored.Type
  ) throws(PictureFault) -> Raster<Element> {
    let colours = Int(header.color_type)
    let isGrey =
      colours == Int(SPNG_COLOR_TYPE_GRAYSCALE.rawValue)
      || colours == Int(SPNG_COLOR_TYPE_GRAYSCALE_ALPHA.rawValue)
    var hasAlpha = colours >= 4
    if !hasAlpha {
      var colour = spng_trns()
      let result = spng_get_trns(context, &colour)
      if result != Int32(SPNG_ECHUNKAVAIL.rawValue) { try check(result) }
      hasAlpha = result == 0
    }
    let is16 = Stored.bitWidth == 16
    let format: spng_format
    switch (hasAlpha, isGrey, is16) {
    case (true, _, false): format = SPNG_FMT_RGBA8
    case (true, _, true): format = SPNG_FMT_RGBA16
    case (false, true, false): format = SPNG_FMT_G8
    case (false, false, false): format = SPNG_FMT_RGB8
    // The file's own samples, in the byte order of the machine.
    case (false, _, true): format = SPNG_FMT_PNG
    }
    let channels = hasAlpha ? 4 : isGrey ? 1 : 3
    let stored: [Stored] = try pixels(
      context, format, hasAlpha: hasAlpha, count: size.width * size.height * channels)
    let samples = Element.self == Stored.self ? stored as? [Element] : nil
    let pixels = samples ?? stored.map { Element(scaling: $0) }
    guard hasAlpha else { return Raster(size, channels: channels, pixels) }
    return Raster(size, overlaying: pixels, isGrey: isGrey, on: decoding.background)
  }

  /// Memory that is written only as the data come.
  private func pixels<Stored: Sample>(
    _ context: OpaquePointer, _ format: spng_format, hasAlpha: Bool, count: Int
  ) throws(PictureFault) -> [Stored] {
    let (code, flags) = (
      Int32(format.rawValue), hasAlpha ? Int32(SPNG_DECODE_TRNS.rawValue) : 0
    )
    var size = 0
    try check(spng_decoded_image_size(context, code, &size))
    guard size == count * MemoryLayout<Stored>.size else {
      throw PictureFault("libspng makes \(size) bytes of its \(count) samples")
    }
    var result: Int32 = 0
    let pixels = [Stored](unsafeUninitializedCapacity: count) { buffer, filled in
      result = spng_decode_image(context, buffer.baseAddress, size, code, flags)
      filled = result == 0 ? count : 0
    }
    try check(result)
    return pixels
  }

  /// That of the chunk eXIf; a picture without one is upright.
  private func orientation(_ context: OpaquePointer) -> Orientation {
    var exif = spng_exif()
    // All chunks have been read: nothing can be wrong but that there is none.
    guard spng_get_exif(context, &exif) == 0, let data = exif.data else { return .upright }
    let bytes = UnsafeRawBufferPointer(start: data, count: exif.length)
    return Orientation(exif: Array(bytes)[...])
  }

  /// - Throws: `PictureFault` for what libspng found.
  private func check(_ result: Int32) throws(PictureFault) {
    if result == 0 { return }
    throw PictureFault("is damaged: libspng says '\(String(cString: spng_strerror(result)))'")
  }
}
