import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct Pnm2tTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.write("a.pgm", pnm("P5\n3 2\n255\n", [UInt8](1...6)))
    try box.write("b.pgm", pnm("P5\n3 2\n255\n", [UInt8](11...16)))
    try box.write("a.ppm", pnm("P6\n2 1\n255\n", [UInt8](1...6)))
  }

  func pnm(_ header: String, _ pixels: [UInt8]) -> [UInt8] { Array(header.utf8) + pixels }

  /// The one frame that a line writes; the line must succeed.
  func tensor(_ line: String) throws -> Tensor? {
    #expect(try box.run("\(line) > out.t") == .success())
    let frames = try box.frames("out.t")
    #expect(frames.count == 1 && frames[0].tensors.count == 1)
    return frames.first?["x"]
  }

  @Test(arguments: [
    "pnm2t a.pgm b.pgm", "cat a.pgm b.pgm | pnm2t", "pnm2t a.pgm - < b.pgm",
    "cat a.pgm b.pgm > both; pnm2t both", "pnm2t -o copy.t a.pgm b.pgm; cat copy.t",
  ])
  func greyPicturesAreRows(_ line: String) throws {
    let x = try tensor(line)
    #expect(x?.shape == [2, 2, 3])
    #expect(x?.elements(of: UInt8.self) == [UInt8](1...6) + [UInt8](11...16))
  }

  @Test func colourHasThreeChannels() throws {
    let x = try tensor("pnm2t a.ppm a.ppm")
    #expect(x?.shape == [2, 1, 2, 3])
    #expect(x?.elements(of: UInt8.self) == [UInt8](1...6) + [UInt8](1...6))
  }

  @Test func tilesComeLineByLine() throws {
    // Four tiles of 1×2 in each of two lines.
    try box.write("sheet", pnm("P5 4 4 255\n", [UInt8](0..<16)))
    let grey = try tensor("pnm2t --tile 1x2 sheet")
    #expect(grey?.shape == [8, 2, 1])
    #expect(
      grey?.elements(of: UInt8.self) == [0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15])
    let colour = try tensor("pnm2t --tile 1x1 a.ppm")
    #expect(colour?.shape == [2, 1, 1, 3])
    #expect(colour?.elements(of: UInt8.self) == [UInt8](1...6))
    // Sheets may differ in size where their tiles do not.
    #expect(try tensor("pnm2t --tile 1x2 sheet b.pgm")?.shape == [11, 2, 1])
  }

  /// White space and comments as pgm(5) allows them, up to the one white space after 255, which may be a
  /// comment too. Pixels that look like white space or a comment are pixels.
  @Test(arguments: [
    "P5 3 2 255 ", "P5\t3\r\n2\n255\n", "P5# one\n#two\n3 # 4 5\n 2#\n255\n", "P5\n 003 02 0255\n",
    "P5\n3 2\n255# the end\n",
  ])
  func headers(_ header: String) throws {
    let pixels = Array("\n# \n55".utf8)
    try box.write("in", pnm(header, pixels))
    #expect(try tensor("pnm2t in")?.elements(of: UInt8.self) == pixels)
    // netpbm reads them as we do.
    #expect(try box.run("pamtopnm < in | tail -c 6") == .success(pixels))
  }

  @Test func aContactSheetComesBack() throws {
    let pixels = (0..<6 * 4 * 5 * 3).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B9 >> 9) }
    let x = Tensor("x", shape: [6, 4, 5, 3], pixels)
    try box.writeStream("in.t", [Frame([x])])
    let copy = try tensor("t2ppm --pad 0 -c 3 in.t | pnm2t --tile 5x4")
    #expect(copy?.shape == x.shape && copy?.elements(of: UInt8.self) == pixels)
    // The same tiles cut by netpbm.
    let line = """
      t2ppm --pad 0 -c 3 in.t > sheet
      for y in 0 4; do for x in 0 5 10; do pamcut $x $y 5 4 sheet; done; done | pnm2t
      """
    #expect(try tensor("{ \(line); }")?.elements(of: UInt8.self) == pixels)
  }

  /// 3 MiB of pictures come in frames of about 1 MiB, in order.
  @Test func largeDataComeInFrames() throws {
    let pixels = (0..<3 << 20).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B9 >> 13) }
    try box.write("sheet", pnm("P5 1024 3072 255\n", pixels))
    #expect(try box.run("pnm2t --tile 1024x32 sheet > out.t") == .success())
    let frames = try box.frames("out.t")
    #expect(frames.map { $0["x"]!.shape } == [[Int]](repeating: [32, 32, 1024], count: 3))
    #expect(frames.flatMap { $0["x"]!.elements(of: UInt8.self) } == pixels)
  }

  @Test(arguments: [
    ("pnm2t none", 66, "none: cannot open: no such file or directory"),
    ("pnm2t a.pgm none", 66, "none: cannot open: no such file or directory"),
    (
      "pnm2t --tile 32 a.pgm", 64,
      "--tile: expected width and height from 1 to 65536, such as 32x32, found '32'"
    ),
    (
      "pnm2t --tile 0x4 a.pgm", 64,
      "--tile: expected width and height from 1 to 65536, such as 32x32, found '0x4'"
    ),
    (
      "pnm2t --tile 2x2 a.pgm", 65, "a.pgm: picture 0: has 3x2 pixels, expected whole tiles of 2x2"
    ),
    (
      "pnm2t --tile 4x4 a.pgm", 65, "a.pgm: picture 0: has 3x2 pixels, expected whole tiles of 4x4"
    ),
    (
      "pnm2t --tile 1x1 a.pgm a.ppm", 65,
      "a.ppm: picture 0: is colour (P6), expected grey (P5) as those before"
    ),
    (
      "pnm2t --tile 1x1 a.ppm a.pgm", 65,
      "a.pgm: picture 0: is grey (P5), expected colour (P6) as those before"
    ),
    (
      "{ cat a.pgm; printf 'P5 2 3 255 123456'; } > in; pnm2t < in", 65,
      "standard input: picture 1: has 2x3 pixels, expected 3x2 as those before"
    ),
    (
      "pnm2t < /dev/null", 65,
      "standard input: is empty, expected a binary PGM or PPM picture; what came before it may have failed"
    ),
    (
      "pnm2t a.pgm > in; pnm2t < in", 65,
      "standard input: is a tensor stream, expected a binary PGM or PPM picture"
    ),
    (
      "pnmtopng -quiet a.pgm > in; pnm2t < in", 65,
      "standard input: is a PNG picture, expected a binary PGM or PPM picture: img2t FILE"
    ),
    (
      "pnmtojpeg a.pgm > in; pnm2t < in", 65,
      "standard input: is a JPEG picture, expected a binary PGM or PPM picture: img2t FILE"
    ),
    (
      "pnmtoplainpnm a.pgm > in; pnm2t < in", 65,
      "standard input: is a plain PGM or PPM picture, expected a binary PGM or PPM picture: "
        + "pamtopnm FILE | pnm2t"
    ),
    (
      "{ cat a.pgm; echo; } > in; pnm2t < in", 65,
      "standard input: byte 17: found '\\x0A' after picture 0, expected the end or another picture"
    ),
    (
      "{ cat a.pgm; printf P; } > in; pnm2t < in", 65,
      "standard input: byte 18: the data end inside the header of a picture"
    ),
    (
      "{ cat a.pgm; printf P9; } > in; pnm2t < in", 65,
      "standard input: byte 17: found 'P9', expected P5 (PGM) or P6 (PPM)"
    ),
    (
      "head -c 15 a.pgm > in; pnm2t < in", 65,
      "standard input: picture 0: the data end at byte 15, after 1 of 2 lines"
    ),
    (
      "{ cat a.pgm; head -c 12 a.pgm; } | pnm2t --tile 1x1", 65,
      "standard input: picture 1: the data end at byte 29, after 0 of 2 lines"
    ),
  ])
  func theseFail(_ line: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run(line)
    #expect(outcome.status == status)
    #expect(outcome.errors == "pnm2t: \(message)\n")
  }

  @Test(arguments: [
    ("P55 1 255\n", "byte 2: found '5' in the header, expected white space"),
    ("P5 \u{0} 1 255\n", "byte 3: found '\\x00' in the header, expected the width"),
    ("P5 -1 1 255\n", "byte 3: found '-' in the header, expected the width"),
    ("P5 1 1.0 255\n", "byte 6: found '.' in the header, expected white space"),
    ("P5 1 1 255P", "byte 10: found 'P' in the header, expected white space"),
    ("P5 1 1 # 255\n", "byte 13: the data end inside the header of a picture"),
    ("P5 0 1 255\n", "byte 3: the width is out of range, expected 1 to 2147483647"),
    ("P5 1 0 255\n", "byte 5: the height is out of range, expected 1 to 2147483647"),
    (
      "P5 1 99999999999999999999999 255\n",
      "byte 5: the height is out of range, expected 1 to 2147483647"
    ),
    (
      "P5 1 18446744073709551617 255\n",
      "byte 5: the height is out of range, expected 1 to 2147483647"
    ),
    (
      "P6 2147483647 2147483647 255\n",
      "picture 0: has 2147483647x2147483647 pixels; the limit is 64 MiB a picture"
    ),
    (
      "P6 4096 8192 255\n", "picture 0: has 4096x8192 pixels; the limit is 64 MiB a picture"
    ),
    // 63 MiB are claimed, and none are taken.
    ("P5 1024 64512 255\n", "picture 0: the data end at byte 18, after 0 of 64512 lines"),
    (
      "P5 1 1 65535\n",
      "byte 13: the values go up to 65535, expected 255; to convert the picture: pamdepth 255"
    ),
    (
      "P5 1 1 1\n",
      "byte 9: the values go up to 1, expected 255; to convert the picture: pamdepth 255"
    ),
    ("hello", "is text, expected a binary PGM or PPM picture: tsv2t --tensor x --header FILE"),
    ("\u{1}", "begins with '\\x01', expected P5 (PGM) or P6 (PPM)"),
    ("P9", "is text, expected a binary PGM or PPM picture: tsv2t --tensor x --header FILE"),
  ])
  func hostileHeadersAreRefused(_ header: String, _ message: String) throws {
    let outcome = try box.run("pnm2t > out.t", input: Array(header.utf8))
    #expect(outcome == .failure(65, "pnm2t: standard input: \(message)"))
  }

  /// A sheet may be larger than a picture: only a line of tiles is held.
  @Test func theLimitOfASheetIsALineOfTiles() throws {
    let outcome = try box.run(
      "printf 'P6 2147483647 2147483647 255\\n' | pnm2t --tile 2147483647x1 || "
        + "printf 'P5 65536 2048 255\\n' | pnm2t --tile 65536x1025 || "
        + "printf 'P5 65536 2048 255\\n' | pnm2t --tile 65536x1024")
    #expect(
      outcome.errors.split(separator: "\n") == [
        "pnm2t: --tile: expected width and height from 1 to 65536, such as 32x32, "
          + "found '2147483647x1'",
        "pnm2t: standard input: picture 0: has 65536x2048 pixels, "
          + "expected whole tiles of 65536x1025",
        "pnm2t: standard input: picture 0: the data end at byte 18, after 0 of 2048 lines",
      ])
    let large = try box.run("printf 'P6 65536 2048 255\\n' | pnm2t --tile 32x512")
    #expect(
      large.errors
        == "pnm2t: standard input: picture 0: has 65536x2048 pixels; "
        + "the limit is 64 MiB a line of tiles\n")
  }

  @Test func everyCutOfTheInputIsRefused() throws {
    let bytes = try box.read("a.ppm")
    for count in 0..<bytes.count {
      let outcome = try box.run("pnm2t", input: Array(bytes.prefix(count)))
      #expect(outcome.status == 65 && outcome.output.isEmpty, "\(count) bytes")
      #expect(outcome.errors.hasPrefix("pnm2t: standard input: "))
      #expect(outcome.errors.count { $0 == "\n" } == 1)
    }
  }
}
