import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct T2pgmTests {
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
    .success(Array("P5\n\(width) \(height)\n255\n".utf8) + pixels)
  }

  @Test func threeImagesStandInANearSquareGridWithABlackPlaceLeft() throws {
    let x = Tensor("x", shape: [3, 1, 2], [1, 2, 3, 4, 5, 6] as [UInt8])
    #expect(
      try run("t2pgm --pad 1 -c 2 in.t", on: x)
        == picture(5, 3, [1, 2, 0, 3, 4, 0, 0, 0, 0, 0, 5, 6, 0, 0, 0]))
  }

  @Test(arguments: [
    // count, height, width, columns of the most nearly square picture without gaps
    (64, 28, 28, 8), (10, 28, 28, 4), (1, 28, 28, 1), (2, 10, 10, 2), (8, 10, 40, 2),
    (8, 40, 10, 6), (3, 1, 1000, 1),
  ])
  func theGridIsNearSquare(_ count: Int, _ height: Int, _ width: Int, _ columns: Int) throws {
    let pixels = [UInt8](repeating: 217, count: count * height * width)
    let outcome = try run(
      "t2pgm --pad 0 in.t | pamfile", on: Tensor("x", shape: [count, height, width], pixels))
    let rows = (count + columns - 1) / columns
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.text.contains("PGM raw, \(columns * width) by \(rows * height)  maxval 255"),
      "\(outcome.text)")
  }

  @Test func columnsBeyondTheImagesAreNotDrawn() throws {
    let x = Tensor("x", shape: [2, 1, 1], [8, 9] as [UInt8])
    #expect(try run("t2pgm -c 5 --pad 0 in.t", on: x) == picture(2, 1, [8, 9]))
  }

  @Test func scaleAndInvertChangePixelsAndGaps() throws {
    let x = Tensor("x", shape: [2, 1, 1], [0, 200] as [UInt8])
    let line: [UInt8] = [255, 255, 255, 255, 55, 55]
    #expect(try run("t2pgm --scale 2 --invert in.t", on: x) == picture(6, 2, line + line))
  }

  @Test func floatsAreClampedAndRounded() throws {
    // 0.5 of 255 is 127.5, which rounds away from zero.
    let values: [Float] = [-1, 0, 0.5, 1, 2, 1 / 255, 3e38, -3e38, 254.4 / 255]
    #expect(
      try run("t2pgm in.t", on: Tensor("x", shape: [1, 1, 9], values))
        == picture(9, 1, [0, 0, 128, 255, 255, 1, 255, 0, 254]))
  }

  @Test(arguments: [
    ([1, 2, 2], 2, 2), ([1, 2, 2, 1], 2, 2), ([1, 4], 2, 2), ([2, 2], 2, 2), ([4, 2], 2, 4),
    ([1, 1, 4], 4, 1),
  ])
  func theseShapesAreOneImage(_ shape: [Int], _ width: Int, _ height: Int) throws {
    let pixels = [UInt8](1...UInt8(shape.reduce(1, *)))
    #expect(
      try run("t2pgm in.t", on: Tensor("x", shape: shape, pixels)) == picture(width, height, pixels)
    )
  }

  @Test func framesAndConcatenatedStreamsAreOneGrid() throws {
    let frames = try [[1, 2], [3]].map { (pixels: [UInt8]) in
      try Frame([Tensor("x", shape: [pixels.count, 1, 1], pixels)])
    }
    try box.writeStream("a.t", frames)
    try box.writeStream("b.t", [frames[1]])
    #expect(
      try box.run("cat a.t b.t | t2pgm --pad 0 -") == picture(2, 2, [1, 2, 3, 3]))
  }

  @Test(arguments: [
    (
      Tensor("x", shape: [1, 4, 4, 3], [UInt8](repeating: 0, count: 48)),
      "frame 0, tensor 'x': shape 1×4×4×3, expected grey images: rows×height×width, or one matrix; "
        + "for colour images, use t2ppm"
    ),
    (
      Tensor("x", shape: [3], [1, 2, 3] as [UInt8]),
      "frame 0, tensor 'x': shape 3, expected grey images: rows×height×width, or one matrix"
    ),
    (
      Tensor("x", shape: [2, 0, 3], [] as [UInt8]),
      "frame 0, tensor 'x': shape 2×0×3, expected grey images: rows×height×width, or one matrix"
    ),
    (
      Tensor("x", shape: [0, 2, 3], [] as [UInt8]),
      "no images, expected at least one row in tensor 'x'"
    ),
    (
      Tensor("x", shape: [1, 1, 1], [0.5]),
      "frame 0, tensor 'x': elements are f64, expected u8, or f32 from 0 to 1"
    ),
    (
      Tensor("x", shape: [2, 1, 2], [0, 1, 1, .nan] as [Float]),
      "frame 0, tensor 'x': row 1: a pixel is nan, expected 0 to 1"
    ),
    (
      Tensor("z", shape: [1, 1], [0] as [Float]),
      "frame 0: latents 'z' but no images 'x': put vae-decode before; if they are data: tsv2t --tensor x"
    ),
    (
      Tensor("@model", text: "vae"),
      "frame 0: this is a model, not images; to see what it draws: "
        + "latent-sample -n 64 | vae-decode MODEL | t2pgm"
    ),
    (
      Tensor("y", shape: [1], [0] as [UInt8]),
      "frame 0: labels 'y' but no images 'x': they go beside their rows, as in mnist2t IMAGES LABELS"
    ),
  ])
  func whatIsNoGreyPictureIsRefused(_ tensor: Tensor, _ message: String) throws {
    #expect(try run("t2pgm in.t", on: tensor) == .failure(65, "t2pgm: in.t: \(message)"))
  }

  @Test func imagesOfTwoSizesAreRefused() throws {
    try box.writeStream(
      "in.t",
      [[2, 2], [2, 3]].map { size in
        let pixels = [UInt8](repeating: 0, count: size[0] * size[1])
        return try Frame([Tensor("x", shape: [1] + size, pixels)])
      })
    #expect(
      try box.run("t2pgm < in.t")
        == .failure(
          65,
          "t2pgm: standard input: frame 1, tensor 'x': images are 2×3, expected 2×2 as in the rows before"
        ))
  }

  @Test func aPictureTooLargeIsRefused() throws {
    let x = Tensor("x", shape: [1, 400, 400], [UInt8](repeating: 0, count: 160_000))
    #expect(
      try run("t2pgm --scale 100 in.t", on: x)
        == .failure(
          64,
          "t2pgm: --scale: the picture would have more than 1073741824 pixels; scale it less, or give fewer images"
        ))
  }

  @Test func everyCutOfTheInputIsRefused() throws {
    try box.writeStream("in.t", [Frame([Tensor("x", shape: [1, 1, 1], [9] as [UInt8])])])
    let bytes = try box.read("in.t")
    for count in stride(from: 0, to: bytes.count, by: 7) {
      let outcome = try box.run("t2pgm", input: Array(bytes.prefix(count)))
      #expect(outcome.status == 65 && outcome.output.isEmpty, "\(count) bytes")
      #expect(outcome.errors.hasPrefix("t2pgm: standard input: "))
      #expect(outcome.errors.count { $0 == "\n" } == 1)
    }
  }

  /// The name of another kind of picture does not make one.
  @Test(arguments: ["out.png", "out.JPEG", "out.webp", "no/out.png"])
  func aNameMakesNoPNG(_ name: String) throws {
    let x = Tensor("x", shape: [1, 1, 1], [7] as [UInt8])
    try box.writeStream("in.t", [Frame([x])])
    let outcome = try box.run("mkdir no; t2pgm -o \(name) in.t")
    let line =
      "t2pgm: \(name): will be a PGM picture whatever its name; for PNG: t2png -o FILE\n"
    #expect(outcome.status == 0 && outcome.errors == line && outcome.output.isEmpty)
    #expect(try box.read(name).starts(with: "P5".utf8))
    for name in ["out.pgm", "out", "png", "a.png/out"] {
      #expect(try box.run("mkdir -p a.png; t2pgm -o \(name) in.t") == .success())
    }
  }
}
