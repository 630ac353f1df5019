import CSpng
import Tool

/// Encodes a picture of 8 bits as PNG by libspng, line by line. What was compressed is taken off by and by.
final class PNGEncoder {
  private let context: OpaquePointer
  private var bytes: [UInt8] = []
  private var left: Int

  /// - Throws: `ToolError` with the status `internalError` where libspng fails.
  init(_ kind: PictureKind, width: Int, height: Int) throws(ToolError) {
    guard let context = spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else {
      throw ToolError(.internalError, nil, "no memory for a PNG picture")
    }
    self.context = context
    left = height
    var header = spng_ihdr()
    header.width = UInt32(width)
    header.height = UInt32(height)
    header.bit_depth = 8
    let colours = kind == .grey ? SPNG_COLOR_TYPE_GRAYSCALE : SPNG_COLOR_TYPE_TRUECOLOR
    header.color_type = UInt8(colours.rawValue)
    try check(
      spng_set_png_stream(
        context,
        { _, encoder, data, count in
          guard let encoder, let data else { return Int32(SPNG_IO_ERROR.rawValue) }
          Unmanaged<PNGEncoder>.fromOpaque(encoder).takeUnretainedValue().bytes +=
            UnsafeRawBufferPointer(start: data, count: count)
          return 0
        }, Unmanaged.passUnretained(self).toOpaque()))
    try check(spng_set_ihdr(context, &header))
    let flags = SPNG_ENCODE_PROGRESSIVE.rawValue | SPNG_ENCODE_FINALIZE.rawValue
    try check(spng_encode_image(context, nil, 0, Int32(SPNG_FMT_PNG.rawValue), Int32(flags)))
  }

  /// Adds the next line.
  ///
  /// - Throws: `ToolError` with the status `internalError` where libspng fails.
  func add(_ line: [UInt8]) throws(ToolError) {
    let result = line.withUnsafeBytes { spng_encode_row(context, $0.baseAddress, $0.count) }
    left -= 1
    // After the last line it says that the picture ends.
    if left == 0, result == Int32(SPNG_EOI.rawValue) { return }
    try check(result)
  }

  /// What was encoded since the last call.
  func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private func check(_ result: Int32) throws(ToolError) {
    if result == 0 { return }
    throw ToolError(
      .internalError, nil, "libspng cannot encode: \(String(cString: spng_strerror(result)))")
  }

  deinit { spng_ctx_free(context) }
}
