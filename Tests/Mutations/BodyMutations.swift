import CZstd
import TensorIO

/// Bits flipped in the body of a stream's first frame, which is then compressed anew: checksum and sizes are
/// right, as in a stream that someone made to do harm. What is read may be other than before.
struct BodyMutations {
  let subject: StreamSubject
  let step: Int

  func run(_ bytes: [UInt8]) throws -> [(String, Tally)] {
    guard let first = Anatomy(bytes).frames.first else { return [] }
    var body = [UInt8](repeating: 0, count: first.contentSize)
    let data = Array(bytes[(first.range.lowerBound + 32)..<first.range.upperBound])
    guard ZSTD_decompress(&body, body.count, data, data.count) == body.count else { return [] }
    let original = try subject.read(MemoryFile(bytes))
    let file = MemoryFile()
    var tally = Tally()
    for bit in stride(from: 0, to: 8 * min(body.count, reach), by: step) {
      var changed = body
      changed[bit / 8] ^= 1 << (bit % 8)
      file.set(
        Array(bytes[..<first.range.lowerBound]) + frame(changed, like: bytes[first.range])
          + Array(bytes[first.range.upperBound...]))
      let outcome = subject.outcome(of: file, original: original, part: "body")
      tally.add(outcome == .other ? .allowed("read as other data") : outcome)
    }
    return [("bits of the body", tally)]
  }

  /// A frame with that body, with the marker of another but for the size.
  private func frame(_ body: [UInt8], like marked: ArraySlice<UInt8>) -> [UInt8] {
    var data = [UInt8](repeating: 0, count: ZSTD_compressBound(body.count))
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)
    let size = ZSTD_compress2(context, &data, data.count, body, body.count)
    var marker = Array(marked.prefix(32))
    for byte in 0..<8 { marker[16 + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
    return marker + data[..<size]
  }
}
