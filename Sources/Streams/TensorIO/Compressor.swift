import CZstd

/// A libzstd compression context. A frame is begun with its size, fed piece by piece, and ended.
@safe struct Compressor: ~Copyable {
  /// The levels that keep the window within windowLog 23.
  static let levels: ClosedRange<Int32> = -7...19

  private let context: OpaquePointer

  /// - Precondition: `level` is one of `levels`, or `StreamWriter.stored`.
  init(level: Int32) throws(StreamError.Reason) {
    precondition(
      Self.levels.contains(level) || level == StreamWriter.stored,
      "zstd level \(level) is not in \(Self.levels)")
    guard let context = unsafe ZSTD_createCCtx() else { throw .library("out of memory") }
    unsafe self.context = unsafe context
    // Both are within their bounds, the only thing that is checked.
    unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit {
    unsafe _ = ZSTD_freeCCtx(context)
  }

  /// Begins a frame whose content will have `size` bytes, and says so in its header.
  func begin(size: Int) throws(StreamError.Reason) {
    try unsafe check(ZSTD_CCtx_reset(context, ZSTD_reset_session_only))
    try unsafe check(ZSTD_CCtx_setPledgedSrcSize(context, UInt64(size)))
  }

  /// Compresses `input` and appends what is ready to `output`.
  func compress(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8]
  ) throws(StreamError.Reason) {
    try run(input, ZSTD_e_continue, into: &output)
  }

  /// Ends the frame, and appends the rest of it to `output`.
  func end(into output: inout [UInt8]) throws(StreamError.Reason) {
    try run([], ZSTD_e_end, into: &output)
  }

  private func run(
    _ input: ArraySlice<UInt8>, _ operation: ZSTD_EndDirective, into output: inout [UInt8]
  ) throws(StreamError.Reason) {
    let capacity = ZSTD_CStreamOutSize()
    var consumed = 0
    var status = 0
    repeat {
      unsafe input.withUnsafeBytes { source in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: consumed)
        output.append(addingCapacity: capacity) { (span: inout OutputSpan<UInt8>) in
          unsafe span.withUnsafeMutableBufferPointer { target, count in
            var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: capacity, pos: 0)
            unsafe status = ZSTD_compressStream2(context, &to, &from, operation)
            unsafe count = to.pos
          }
        }
        unsafe consumed = from.pos
      }
      try check(status)
    } while consumed < input.count || (operation == ZSTD_e_end && status != 0)
  }

  private func check(_ status: Int) throws(StreamError.Reason) {
    if ZSTD_isError(status) != 0 { throw .library(zstdMessage(status)) }
  }
}
