import Foundation
import TensorIO
import Testing
import ToolSandbox

/// What `t2ppm` does otherwise than `t2pgm`; the grid and the options are the same code.
@Suite struct T2ppmTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  /// Runs a line on one frame with these tensors.
  func run(_ line: String, on tensors: Tensor...) throws -> Outcome {
    try box.writeStream("in.t", [Frame(tensors)])
    return try box.run(line)
  }

  func picture(_ width: Int, _ height: Int, _ pixels: [UInt8]) -> Outcome {
    .success(Array("P6\n\(width) \(height)\n255\n".utf8) + pixels)
  }

  @Test func threeImagesStandInANearSquareGridWithABlackPlaceLeft() throws {
    let x = Tensor("x", shape: [3, 1, 2, 3], [UInt8](1...18))
    let lines: [UInt8] =
      [1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9, 10, 11, 12] + [UInt8](repeating: 0, count: 15)
    let last: [UInt8] = [13, 14, 15, 16, 17, 18] + [UInt8](repeating: 0, count: 9)
    #expect(try run("t2ppm -c 2 in.t", on: x) == picture(5, 3, lines + last))
  }

  @Test func scaleRepeatsPixelsAndInvertTurnsTheirChannels() throws {
    let x = Tensor("x", shape: [2, 1, 1, 3], [0, 1, 200, 255, 7, 9] as [UInt8])
    let line: [UInt8] = [
      255, 254, 55, 255, 254, 55, 255, 255, 255, 255, 255, 255, 0, 248, 246, 0, 248, 246,
    ]
    #expect(try run("t2ppm --scale 2 --invert in.t", on: x) == picture(6, 2, line + line))
  }

  @Test func floatsAreClampedAndRounded() throws {
    let values: [Float] = [-1, 0.5, 2]
    #expect(
      try run("t2ppm in.t", on: Tensor("x", shape: [1, 1, 1, 3], values))
        == picture(1, 1, [0, 128, 255]))
  }

  /// netpbm sees each channel where it belongs: it splits the picture into three grey ones, which are
  /// what `t2pgm` makes of the channels.
  @Test func netpbmSplitsTheChannelsAsWeDo() throws {
    let (count, pixels) = (5, 6 * 7)
    let image = (0..<count * pixels * 3).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B9 >> 9) }
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [count, 6, 7, 3], image)])])
    for channel in 0..<3 {
      let grey = stride(from: channel, to: image.count, by: 3).map { image[$0] }
      try box.writeStream(
        "\(channel).t", [Frame([Tensor("x", shape: [count, 6, 7], grey)])])
    }
    let line = """
      set -e -o pipefail
      t2ppm --scale 3 in.t > in.ppm
      pamfile in.ppm
      for i in 0 1 2; do pamchannel -tupletype GRAYSCALE -infile in.ppm $i | pamtopnm | cmp - <(t2pgm --scale 3 $i.t); done
      """
    let outcome = try box.run(line)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // Three columns and two rows with a gap of one pixel, three times as large.
    #expect(outcome.text.contains("PPM raw, 69 by 39  maxval 255"), "\(outcome.text)")
  }

  @Test(arguments: [
    (
      Tensor("x", shape: [1, 4, 4], [UInt8](repeating: 0, count: 16)),
      "shape 1×4×4, expected colour images: rows×height×width×3; for grey images, use t2pgm"
    ),
    (
      Tensor("x", shape: [1, 4, 4, 1], [UInt8](repeating: 0, count: 16)),
      "shape 1×4×4×1, expected colour images: rows×height×width×3; for grey images, use t2pgm"
    ),
    (
      Tensor("x", shape: [1, 2, 2, 4], [UInt8](repeating: 0, count: 16)),
      "shape 1×2×2×4, expected colour images: rows×height×width×3"
    ),
    (
      Tensor("x", shape: [2, 1, 1, 3], [0, 1, 1, 1, .nan, 1] as [Float]),
      "row 1: a pixel is nan, expected 0 to 1"
    ),
  ])
  func whatIsNoColourPictureIsRefused(_ tensor: Tensor, _ message: String) throws {
    #expect(
      try run("t2ppm in.t", on: tensor)
        == .failure(65, "t2ppm: in.t: frame 0, tensor 'x': \(message)"))
  }

  @Test func latentsWantADecoder() throws {
    #expect(
      try run("t2ppm in.t", on: Tensor("z", shape: [1, 1], [0] as [Float]))
        == .failure(
          65,
          "t2ppm: in.t: frame 0: latents 'z' but no images 'x': "
            + "put vae-decode before; if they are data: tsv2t --tensor x"))
  }
}
