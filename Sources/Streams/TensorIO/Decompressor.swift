import CZstd

/// A libzstd decompression context.
@safe struct Decompressor: ~Copyable {
  private let context: OpaquePointer

  init() throws(StreamError.Reason) {
    guard let context = unsafe ZSTD_createDCtx() else { throw .library("out of memory") }
    unsafe self.context = unsafe context
  }

  deinit {
    unsafe _ = ZSTD_freeDCtx(context)
  }

  /// Prepares for a new frame.
  func reset() { unsafe _ = ZSTD_DCtx_reset(context, ZSTD_reset_session_only) }

  /// Decompresses from `input` to the end of `output`, `capacity` bytes at most.
  ///
  /// Returns how many bytes of the input were consumed, and whether the frame is complete, its
  /// checksum verified. Throws `zstdData` when the data are corrupt.
  func decompress(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], capacity: Int
  ) throws(StreamError.Reason) -> (consumed: Int, isComplete: Bool) {
    var consumed = 0
    var status = 0
    unsafe input.withUnsafeBytes { source in
      var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      output.append(addingCapacity: capacity) { (span: inout OutputSpan<UInt8>) in
        unsafe span.withUnsafeMutableBufferPointer { target, count in
          var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: capacity, pos: 0)
          unsafe status = ZSTD_decompressStream(context, &to, &from)
          unsafe count = to.pos
        }
      }
      unsafe consumed = from.pos
    }
    if ZSTD_isError(status) != 0 { throw .zstdData(zstdMessage(status)) }
    return (consumed, status == 0)
  }
}

/// libzstd's words for an error code.
func zstdMessage(_ status: Int) -> String {
  unsafe String(cString: ZSTD_getErrorName(status)).lowercased()
}
