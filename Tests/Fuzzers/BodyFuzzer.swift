@testable import TensorIO

extension Fuzzer {
  /// Bodies of frames, which the checksum of a stream would keep mutations from. There is one way to write
  /// a frame: what is accepted is written as the same bytes.
  static var body: Fuzzer {
    Fuzzer(name: "body") { bytes in
      Refusal.allowed {
        switch try BodyParser.parse(bytes, limits: .standard) {
        case .end(let count, let total): precondition(endBody(frames: count, bytes: total) == bytes)
        case .data(let frame):
          var written: [UInt8] = []
          frame.writeBody { (piece) throws(Never) in written += piece }
          precondition(written == bytes && frame.bodySize == bytes.count)
          Refusal.allowed { try frame.rows() }
        }
      }
    }
  }

  /// The frame of a body whose size field is put right: else no byte could come or go.
  static func frame(_ bytes: [UInt8]) -> Frame? {
    var bytes = bytes
    guard bytes.count >= BodyLayout.headerSize else { return nil }
    for i in 0..<8 { bytes[8 + i] = UInt8(truncatingIfNeeded: bytes.count >> (8 * i)) }
    let body = Refusal.allowed { try BodyParser.parse(bytes, limits: .standard) }
    guard case .data(let frame) = body else { return nil }
    return frame
  }
}
