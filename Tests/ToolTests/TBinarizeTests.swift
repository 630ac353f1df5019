import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct TBinarizeTests {
  let box: Sandbox
  /// 40 rows of 5 × 7 bytes.
  static let bytes = (0..<40 * 35).map { UInt8(truncatingIfNeeded: $0 * 37) }

  init() throws {
    box = try Sandbox()
    try box.writeFrame(
      "in.t", Tensor("x", shape: [40, 5, 7], Self.bytes),
      Tensor("y", shape: [40], (0..<40).map { Int32($0) }))
  }

  private func values(_ line: String) throws -> [Float] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.values("out.t", "x")
  }

  @Test func aThreshold() throws {
    #expect(
      try values("t-binarize --threshold 0.5 in.t") == Self.bytes.map { $0 >= 128 ? 255 : 0 })
    let frame = try box.frames("out.t")[0]
    #expect(frame["x"]?.shape == [40, 5, 7] && frame["x"]?.elementType == .u8)
    #expect(frame["y"]?.count == 40)
    #expect(frame["@pixels"]?.text == "threshold:0.5")
    try box.writeFrame("f.t", Tensor("x", shape: [1, 4], [0, 0.25, 0.24, 1] as [Float]))
    #expect(try values("t-binarize --threshold 0.25 f.t") == [0, 255, 0, 255])
  }

  /// A pixel is 1 with its value as the probability. Of 1,400 pixels with a mean of 127.3 some 699 are
  /// expected; the deviation is at most √1400/2 = 19, and six of those are left for chance.
  @Test func aDraw() throws {
    let drawn = try values("t-binarize --static 7 in.t")
    let expected = Self.bytes.reduce(0) { $0 + Double($1) / 255 }
    #expect(abs(Double(drawn.count { $0 == 255 }) - expected) < 112)
    #expect(drawn.allSatisfy { $0 == 0 || $0 == 255 })
    for (byte, value) in zip(Self.bytes, drawn) where byte == 0 || byte == 255 {
      #expect(value == Float(byte))
    }
    #expect(try box.frames("out.t")[0]["@pixels"]?.text == "static:7")
    #expect(try values("t-binarize --threads 3 --static 7 in.t") == drawn)
    #expect(try values("t-binarize --static 8 in.t") != drawn)
    try box.writeStream(
      "cut.t",
      [
        Frame([Tensor("x", shape: [10, 5, 7], Array(Self.bytes[..<350]))]),
        Frame([Tensor("x", shape: [30, 5, 7], Array(Self.bytes[350...]))]),
      ])
    #expect(try values("t-binarize --static 7 cut.t") == drawn)
  }

  /// The filter and the option of `vae-fit` draw alike: the same parameters.
  @Test func itIsTheDrawOfTraining() throws {
    let fit = "vae-fit -q -e 2 -z 2 --hidden 8 --seed 7"
    let line = "\(fit) --binarize static in.t > a.t; t-binarize --static 7 in.t | \(fit) > b.t"
    #expect(try box.run(line) == .success())
    #expect(try box.parameters("a.t") == box.parameters("b.t"))
    for model in ["a.t", "b.t"] {
      #expect(try box.frames(model)[0]["@pixels"]?.text == "static:7")
    }
  }

  @Test(arguments: [
    ("t-binarize in.t", "--static SEED or --threshold T is missing: how?"),
    (
      "t-binarize --static 1 --threshold 0.5 in.t",
      "--threshold: one of --static and --threshold, once"
    ),
    (
      "t-binarize --threshold 0 in.t", "--threshold: expected a number greater than 0, found '0'"
    ),
    (
      "t-binarize --threshold 1.5 in.t",
      "--threshold: expected a number greater than 0 and at most 1, found '1.5'"
    ),
  ])
  func usage(_ line: String, _ message: String) throws {
    #expect(try box.run(line) == .failure(64, "t-binarize: \(message)"))
  }

  @Test func twiceIsRefused() throws {
    #expect(
      try box.run("t-binarize --static 1 in.t | t-binarize --static 2 > out.t")
        == .failure(
          65, "t-binarize: standard input: frame 0: the data are binarised already (static:1)"))
    try box.writeFrame("big.t", Tensor("x", shape: [1, 2], [0.5, 2] as [Float]))
    let outcome = try box.run("t-binarize --static 1 big.t > out.t")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("row 0: 2.0, expected probabilities from 0 to 1"))
  }

  /// A shape that no memory holds, and no bytes: its size in floats is beyond a word.
  @Test(arguments: ["t-binarize --static 1", "t-corrupt mask:0.1", "vae-fit"])
  func examplesBeyondAFrame(_ tool: String) throws {
    let large = [0, 2_147_483_647, 2_147_483_647]
    try box.writeFrame("large.t", Tensor("x", shape: large, [] as [UInt8]))
    let name = tool.prefix { $0 != " " }
    #expect(
      try box.run("\(tool) large.t > out.t")
        == .failure(
          65,
          "\(name): large.t: frame 0: tensor 'x' is 0×2147483647×2147483647: an example would be larger "
            + "than the 268435456 bytes that a frame may have"))
  }

  /// What is no longer 0 or 1 has no stamp that says so.
  @Test func noiseTakesTheStampAway() throws {
    #expect(
      try box.run("t-binarize --static 1 in.t | t-corrupt gaussian:0.1 > out.t") == .success())
    #expect(try box.frames("out.t")[0]["@pixels"] == nil)
  }
}
