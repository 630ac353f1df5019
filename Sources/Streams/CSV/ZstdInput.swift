import CZstd
import IDX
internal import Tool

/// Decompresses zstd frames, one after another, as `zstd -dc` does.
final class ZstdInput {
  /// The window that is taken at most, 2²⁷ bytes, as of the command without `--long`.
  private let context: OpaquePointer
  private let source: ByteInput.Source
  private let name: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)
  private var range = 0..<0
  private var isInFrame = false

  /// - Parameters:
  ///   - start: bytes that were read already.
  ///   - source: reads those after them.
  init(_ name: String, start: [UInt8], _ source: @escaping ByteInput.Source) throws(ToolError) {
    guard let context = ZSTD_createDCtx() else {
      throw ToolError(.internalError, name, "libzstd: out of memory")
    }
    (self.context, self.source, self.name) = (context, source, name)
    buffer.replaceSubrange(0..<start.count, with: start)
    range = 0..<start.count
  }

  deinit { ZSTD_freeDCtx(context) }

  /// Fills `output` with at least one byte; returns their number, 0 at the end.
  func read(into output: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    while true {
      if range.isEmpty {
        let count = try buffer.withRawBytes { bytes throws(ToolError) in try source(bytes) }
        range = 0..<count
        if count == 0 {
          if isInFrame {
            throw ToolError(.badData, name, "zstd data end early; the file was cut")
          }
          return 0
        }
      }
      var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
      var consumed = 0
      let status = buffer.withUnsafeBytes { bytes in
        var from = ZSTD_inBuffer(
          src: bytes.baseAddress! + range.lowerBound, size: range.count, pos: 0)
        defer { consumed = from.pos }
        return ZSTD_decompressStream(context, &to, &from)
      }
      range = range.dropFirst(consumed)
      if ZSTD_isError(status) != 0 {
        throw ToolError(
          .badData, name,
          "zstd data are damaged: \(String(cString: ZSTD_getErrorName(status)).lowercased())")
      }
      isInFrame = status != 0
      if to.pos > 0 { return to.pos }
    }
  }
}
