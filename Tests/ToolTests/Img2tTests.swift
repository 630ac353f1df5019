import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Pictures that other programs wrote, in Tests/Fixtures/pictures, as `img2t` reads them.
@Suite struct Img2tTests {
  static let folder = Checkout.root.appending(path: "Tests/Fixtures/pictures").path

  let box: Sandbox

  init() throws {
    box = try Sandbox()
    #expect(try box.run("cp '\(Self.folder)'/* .") == .success())
  }

  /// The one frame that a line writes; the line must succeed in silence.
  func frame(_ line: String) throws -> Frame? {
    #expect(try box.run("\(line) > out.t") == .success(), "\(line)")
    let frames = try box.frames("out.t")
    #expect(frames.count == 1)
    return frames.first
  }

  /// The pixels of a line, as whole numbers up to 255 or 65535.
  func pixels(_ line: String) throws -> [Int] {
    let x = try #require(try frame(line)?["x"])
    if x.elementType == .u8 { return x.elements(of: UInt8.self).map { Int($0) } }
    return x.elements(of: Float.self).map { Int(($0 * 65535).rounded()) }
  }

  /// The samples of a PGM or PPM file: all that stands behind its header.
  func expected(_ name: String, count: Int) throws -> [Int] {
    let bytes = try box.read(name).suffix(count)
    if name.contains("-16.") {
      let wide = Array(try box.read(name).suffix(2 * count))
      return (0..<count).map { Int(wide[2 * $0]) << 8 | Int(wide[2 * $0 + 1]) }
    }
    return bytes.map { Int($0) }
  }

  /// Exactly the pixels that the program that knows best has found: decoding leaves no choice.
  @Test(arguments: [
    "rgb.png", "grey.png", "rgba.png", "grey-alpha.png", "palette.png", "palette-alpha.png",
    "bits-1.png", "bits-4.png", "turned.png", "interlaced.png", "transparent-grey.png",
    "rgb-16.png", "grey-16.png",
    "rgb.jpg", "rgb-444.jpg", "rgb-422.jpg", "grey.jpg", "progressive.jpg", "restarts.jpg",
    "orientation-1.jpg", "orientation-2.jpg", "orientation-3.jpg", "orientation-4.jpg",
    "orientation-5.jpg", "orientation-6.jpg", "orientation-7.jpg", "orientation-8.jpg",
  ])
  func everyKindIsReadAsItIs(_ name: String) throws {
    let isGrey = FileManager.default.fileExists(atPath: "\(Self.folder)/\(name).pgm")
    let found = try pixels("img2t \(name.contains("-16") ? "--f32 " : "")\(name)")
    #expect(found.count == 23 * 17 * (isGrey ? 1 : 3))
    #expect(try found == expected("\(name).\(isGrey ? "pgm" : "ppm")", count: found.count))
    let isTurned = name.contains(#/^turned|orientation-[5-8]/#)
    let shape = try box.frames("out.t")[0]["x"]?.shape
    #expect(shape == [1] + (isTurned ? [23, 17] : [17, 23]) + (isGrey ? [] : [3]))
  }

  @Test func aBackgroundIsBehindWhatIsTransparent() throws {
    let found = try pixels("img2t --background ff8000 rgba.png")
    #expect(try found == expected("rgba-on-ff8000.png.ppm", count: found.count))
    for word in ["#ff8000", "FF8000"] {
      #expect(try pixels("img2t --background '\(word)' rgba.png") == found)
    }
    // A grey picture over a colour is in colour, over a grey it is grey.
    #expect(try frame("img2t --background ff8000 grey-alpha.png")?["x"]?.shape == [1, 17, 23, 3])
    #expect(try frame("img2t --background white grey-alpha.png")?["x"]?.shape == [1, 17, 23])
    #expect(try pixels("img2t --background white grey-alpha.png")[0] == 255)
  }

  /// 16 bits become the nearest of 8, and 8 bits are the same numbers in f32.
  @Test func samplesChangeTheirWidth() throws {
    let wide = try expected("rgb-16.png.ppm", count: 23 * 17 * 3)
    let nearest = wide.map { Int((Double($0) / 257).rounded()) }
    #expect(try pixels("img2t rgb-16.png") == nearest)
    let x = try frame("img2t --f32 rgb.png")?["x"]?.elements(of: Float.self)
    let bytes = try expected("rgb.png.ppm", count: 23 * 17 * 3)
    #expect(x == bytes.map { Float($0) / 255 })
  }

  /// Within one step of Pillow: its pixel is the exact one rounded twice, after each of two passes, and so within 1 of
  /// it; ours is rounded once, and within 1/2. Whole numbers that differ by at most 3/2 differ by at most 1. The
  /// picture has no edges at which the cubic leaves 0 to 255.
  @Test(arguments: [
    ("--size 8x8", "crop-bilinear"), ("--size 5x11 --filter box", "crop-box"),
    ("--size 31x40 --fit stretch --filter bicubic", "stretch-bicubic"),
    ("--size 13x14 --fit pad --background ff8000", "pad-bilinear"),
  ])
  func sizesAreThoseOfPillow(_ options: String, _ name: String) throws {
    let found = try pixels("img2t \(options) rgb.png")
    let pillow = try expected("\(name).ppm", count: found.count)
    #expect(zip(found, pillow).allSatisfy { abs($0 - $1) <= 1 })
    // They do differ from other pictures.
    #expect(zip(found, found.dropFirst(3)).contains { abs($0 - $1) > 8 })
  }

  @Test func nearestTakesPixels() throws {
    let all = try pixels("img2t grey.png")
    let some = try pixels("img2t --size 11x8 --fit stretch --filter nearest grey.png")
    for y in 0..<8 {
      for x in 0..<11 {
        let (column, row) = (Int((Double(x) + 0.5) * 23 / 11), Int((Double(y) + 0.5) * 17 / 8))
        #expect(some[11 * y + x] == all[23 * row + column])
      }
    }
    #expect(try pixels("img2t --size 23x17 --filter bicubic grey.png") == all)
  }

  /// A draft is what libjpeg makes at half the size, as Pillow had it in `half.png`, and then fitted.
  @Test func aDraftIsFittedFromAFraction() throws {
    let draft = try pixels("img2t --draft --size 4x4 rgb-444.jpg")
    #expect(try draft == pixels("img2t --size 4x4 half.png"))
    #expect(try draft != pixels("img2t --size 4x4 rgb-444.jpg"))
    // Half is 12×9, which is not twice as much as that.
    #expect(
      try pixels("img2t --draft --size 7x4 rgb-444.jpg") == pixels("img2t --size 7x4 rgb-444.jpg"))
  }

  @Test func coloursAreMadeOne() throws {
    let colour = try pixels("img2t rgb.png")
    let grey = try pixels("img2t --colours grey rgb.png")
    for pixel in 0..<23 * 17 {
      let (r, g, b) = (colour[3 * pixel], colour[3 * pixel + 1], colour[3 * pixel + 2])
      let exact = 0.299 * Double(r) + 0.587 * Double(g) + 0.114 * Double(b)
      // The weights are rounded to 2⁻¹⁶: 255 times that is less than a hundredth.
      #expect(abs(Double(grey[pixel]) - exact) <= 0.51)
    }
    #expect(
      try pixels("img2t --colours rgb grey.png")
        == pixels("img2t grey.png").flatMap { [$0, $0, $0] })
    #expect(try frame("img2t --colours grey rgb.png grey.jpg")?["x"]?.shape == [2, 17, 23])
  }
}
