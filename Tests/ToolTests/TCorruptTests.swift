import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct TCorruptTests {
  let box: Sandbox
  /// 40 rows of 5 × 7 bytes.
  static let bytes = (0..<40 * 35).map { UInt8(truncatingIfNeeded: $0 * 37) }
  static let labels = (0..<40).map { Int32($0 % 7) }

  init() throws {
    box = try Sandbox()
    try box.writeFrame(
      "in.t", Tensor("x", shape: [40, 5, 7], Self.bytes), Tensor("y", shape: [40], Self.labels))
  }

  private func values(_ line: String) throws -> [Float] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.values("out.t", "x")
  }

  /// No noise leaves p/255; the shape and the labels stay.
  @Test func noNoise() throws {
    let clean = Self.bytes.map { Float($0) / 255 }
    for noise in ["gaussian:0", "mask:0", "salt-pepper:0"] {
      #expect(try values("t-corrupt \(noise) in.t") == clean)
    }
    let frame = try box.frames("out.t")[0]
    #expect(frame["x"]?.shape == [40, 5, 7])
    #expect(frame["y"]?.elements(of: Int32.self) == Self.labels)
  }

  @Test func allIsMasked() throws {
    #expect(try values("t-corrupt mask:1 in.t").allSatisfy { $0 == 0 })
    #expect(try values("t-corrupt salt-pepper:1 in.t").allSatisfy { $0 == 0 || $0 == 1 })
  }

  /// Of 1,400 numbers a quarter is expected to be masked; six deviations are 97. About five of them
  /// are 0 in any case.
  @Test func aQuarterIsMasked() throws {
    let zeros = try values("t-corrupt mask:0.25 in.t").count { $0 == 0 }
    #expect(abs(zeros - 354) < 100)
  }

  /// The same numbers as bytes, cut off at both ends.
  @Test func bytesAreRounded() throws {
    let floats = try values("t-corrupt gaussian:0.5 in.t")
    #expect(floats.contains { $0 < 0 } && floats.contains { $0 > 1 })
    let expected = floats.map { max(0, min(255, ($0 * 255).rounded())) }
    #expect(try values("t-corrupt --u8 gaussian:0.5 in.t") == expected)
  }

  /// A row's noise depends on its number and the seed, not on frames or threads.
  @Test func rowsAreNumberedThroughTheStream() throws {
    let whole = try values("t-corrupt gaussian:0.5 in.t")
    #expect(try values("t-corrupt --threads 3 gaussian:0.5 in.t") == whole)
    #expect(try values("t-corrupt --seed 2 gaussian:0.5 in.t") != whole)
    let (first, rest) = (Array(Self.bytes[..<350]), Array(Self.bytes[350...]))
    try box.writeStream(
      "cut.t",
      [
        Frame([Tensor("x", shape: [10, 5, 7], first)]),
        Frame([Tensor("x", shape: [30, 5, 7], rest)]),
      ])
    #expect(try values("t-corrupt gaussian:0.5 cut.t") == whole)
  }

  @Test(arguments: ["blur:1", "mask", "mask:1.5", "gaussian:-1", "gaussian:1,2", "mask:nan"])
  func noiseIsRefused(_ noise: String) throws {
    let message =
      "t-corrupt: expected gaussian:DEVIATION, mask:PROBABILITY or salt-pepper:PROBABILITY, "
      + "found '\(noise)'"
    #expect(try box.run("t-corrupt \(noise) in.t") == .failure(64, message))
  }

  /// Noise of 1e36 on the last numbers but 3e35 of single precision leaves it soon.
  @Test func noiseBeyondSinglePrecisionIsRefused() throws {
    try box.writeFrame(
      "last.t", Tensor("x", shape: [60, 2], [Float](repeating: 3.4e38, count: 120)))
    let outcome = try box.run("t-corrupt gaussian:1e36 last.t")
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("t-corrupt: last.t: frame 0: row "))
    #expect(outcome.errors.hasSuffix(": 'x' would be inf: the data or the noise are too large\n"))
  }

  @Test func otherStreamsAreRefused() throws {
    try box.writeFrame("z.t", Tensor("z", shape: [1, 2], [1, 2] as [Float]))
    let outcome = try box.run("t-corrupt mask:0.5 z.t > out.t")
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasPrefix("t-corrupt: z.t: frame 0: latents 'z' but no data 'x'"))
    try box.writeFrame("nan.t", Tensor("x", shape: [2, 1], [1, .nan] as [Float]))
    #expect(
      try box.run("t-corrupt mask:0.5 nan.t > out.t")
        == .failure(
          65, "t-corrupt: nan.t: frame 0: tensor 'x', row 1: nan, expected finite numbers"))
  }
}
