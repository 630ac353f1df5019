import CZstd
import Foundation
import TensorIO
import Testing

/// Streams that are meant to do harm, or were damaged.
@Suite struct HostileTests {
  /// A flipped bit is found, or changes nothing: zstd ignores one bit of its header.
  @Test func everyBitFlipIsRefusedOrHarmless() throws {
    let frames = [try smallFrames()[0]]
    let bytes = try encode(frames)
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      do {
        #expect(equal(try decode(changed), frames), "bit \(bit) changed the content unseen")
      } catch {
        #expect(error is StreamError)
      }
    }
  }

  /// Bodies with random damage under a right checksum: what is accepted means something, and all
  /// else is an error, never a crash.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func damagedBodies(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let body = try bodyOfFirstFrame(try encode([try smallFrames()[1]]))
    var accepted = 0
    for _ in 0..<1000 {
      var damaged = body
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[.random(in: 0..<damaged.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      do {
        let frames = try decode(try fragment(body: damaged), fragment: true)
        accepted += 1
        #expect(equal(try decode(try encode(frames)), frames))
      } catch {
        #expect(error is StreamError)
      }
    }
    // Some damage hits nothing but elements.
    #expect(accepted > 0)
  }

  /// A header that claims 255 MiB costs no memory before the bytes arrive. Here 1 MiB arrives, in
  /// runs of zeros, through a window of 1 MiB: memory for the body may double as it grows, and a
  /// sixteenth of the claim is far above all of it.
  @Test func aClaimCostsNoMemory() async {
    await #expect(processExitsWith: .success) {
      let run: [UInt8] = [0x02, 0x00, 0x10, 0x00]
      let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x84, 0x50] + littleEndian(255 << 20, 4)
      let bytes = marker(size: 1 << 16) + header + [[UInt8]](repeating: run, count: 8).joined()
      let before = try peakMemory()
      #expect(streamError { _ = try decode(bytes) }?.reason == .truncated)
      #expect(try peakMemory() - before < 16 << 20)
    }
  }

  /// Many tiny frames take time in proportion: 64 times the frames take 64 times as long, and 4096
  /// times if work were quadratic. The bound is the geometric mean, eight times away from both: the time is
  /// that of the processor, which a busy machine lengthens by less.
  @Test func aFloodOfTinyFramesIsLinear() throws {
    let frame = try Frame([Tensor("y", shape: [1], [1] as [UInt8])])
    let few = try encode([Frame](repeating: frame, count: 1_000))
    let many = try encode([Frame](repeating: frame, count: 64_000))
    func seconds(_ bytes: [UInt8]) throws -> Double {
      try (0..<5).map { _ in
        let start = threadSeconds()
        _ = try decode(bytes)
        return threadSeconds() - start
      }.min()!
    }
    #expect(try seconds(many) < seconds(few) * 512)
  }
}

// Streams made without the writer.

/// One frame with this body.
private func fragment(body: [UInt8]) throws -> [UInt8] {
  var data = [UInt8](repeating: 0, count: ZSTD_compressBound(body.count))
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  let size = ZSTD_compress2(context, &data, data.count, body, body.count)
  try #require(ZSTD_isError(size) == 0)
  return marker(size: size) + data[..<size]
}

private func marker(size: Int) -> [UInt8] {
  littleEndian(0x184D_2A57, 4) + littleEndian(24, 4) + Array("TIOFRM1\n".utf8)
    + littleEndian(UInt64(size), 8) + littleEndian(0, 8)
}

private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

private func bodyOfFirstFrame(_ stream: [UInt8]) throws -> [UInt8] {
  let data = Array(stream[32...])
  var body = [UInt8](repeating: 0, count: Int(ZSTD_getFrameContentSize(data, data.count)))
  let frame = ZSTD_findFrameCompressedSize(data, data.count)
  let size = ZSTD_decompress(&body, body.count, data, frame)
  try #require(size == body.count)
  return body
}

/// Processor time of this thread.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The peak of this process's resident memory in bytes.
private func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
  return try #require(Int(line.split(separator: " ").dropLast().last ?? "")) << 10
}

/// The SplitMix64 generator: repeatable damage.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
