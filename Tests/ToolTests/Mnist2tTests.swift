import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct Mnist2tTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.write("images", idx(0x08, [3, 2, 2], [UInt8](0..<12)))
    try box.write("labels", idx(0x08, [3], [7, 2, 1]))
  }

  /// IDX data: the header, then the bytes of the elements.
  func idx(_ type: UInt8, _ shape: [Int], _ data: [UInt8]) -> [UInt8] {
    [0, 0, type, UInt8(shape.count)] + shape.flatMap { bigEndian(UInt32($0)) } + data
  }

  func bigEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    stride(from: T.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> T($0))
    }
  }

  /// The frames that a line writes; the line must succeed.
  func frames(_ line: String) throws -> [Frame] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.frames("out.t")
  }

  @Test(arguments: [
    "mnist2t images labels", "mnist2t images.gz labels", "mnist2t - labels < images.gz",
    "mnist2t images - < labels", "mnist2t -o copy.t images labels; cat copy.t",
    "cat images | mnist2t - labels", "mnist2t two-members labels",
  ])
  func imagesAndLabels(_ line: String) throws {
    let prepare = """
      gzip -c < images > images.gz; { head -c 9 images | gzip; tail -c +10 images | gzip; } > two-members
      """
    #expect(try box.run(prepare) == .success())
    let frames = try frames(line)
    try #require(frames.count == 1)
    #expect(frames[0].tensors.map(\.name) == ["x", "y"])
    #expect(frames[0]["x"]?.shape == [3, 2, 2])
    #expect(frames[0]["x"]?.elements(of: UInt8.self) == [UInt8](0..<12))
    #expect(frames[0]["y"]?.elements(of: UInt8.self) == [7, 2, 1])
  }

  @Test(arguments: [
    ("", [7, 2, 1]), ("-n 2", [7, 2]), ("--skip 1", [2, 1]), ("--skip 1 -n 1", [2]),
    ("-n 9", [7, 2, 1]), ("-n 0", []), ("--skip 3", []),
  ])
  func someRows(_ options: String, _ labels: [UInt8]) throws {
    let frames = try frames("mnist2t \(options) images labels")
    try #require(frames.count == 1)
    #expect(frames[0]["y"]?.elements(of: UInt8.self) == labels)
    #expect(frames[0]["x"]?.shape == [labels.count, 2, 2])
  }

  /// The Fashion-MNIST fixture in several frames is what gzip and dd say it is.
  @Test func realImages() throws {
    let fixture = Checkout.root.appending(path: "Tests/Fixtures/fashion-1000").path
    #expect(try box.run("gzip -dc '\(fixture)/images.gz' | tail -c +17 > pixels") == .success())
    let pixels = try box.read("pixels")
    let frames = try frames("for i in 1 2 3; do mnist2t < '\(fixture)/images.gz'; done")
    #expect(frames.flatMap { $0["x"]!.elements(of: UInt8.self) } == pixels + pixels + pixels)
  }

  /// 3 MiB of rows come in frames of 1 MiB at most, in order.
  @Test func largeDataComeInFrames() throws {
    let rows = 3000
    let pixels = (0..<rows * 1024).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B9 >> 13) }
    try box.write("large", idx(0x08, [rows, 32, 32], pixels))
    let frames = try frames("mnist2t large")
    #expect(frames.count == 3)
    #expect(frames.allSatisfy { $0["x"]!.byteCount <= 1 << 20 })
    #expect(frames.flatMap { $0["x"]!.elements(of: UInt8.self) } == pixels)
  }

  @Test func otherRanksAndTypes() throws {
    try box.write("features", idx(0x08, [2, 3], [1, 2, 3, 4, 5, 6]))
    #expect(try frames("mnist2t features")[0]["x"]?.shape == [2, 3])
    try box.write("colour", idx(0x08, [1, 1, 2, 3], [1, 2, 3, 4, 5, 6]))
    #expect(try frames("mnist2t colour")[0]["x"]?.shape == [1, 1, 2, 3])

    let floats: [Float] = [0, 0.1, 1, 0.5]
    try box.write("f32", idx(0x0D, [2, 1, 2], floats.flatMap { bigEndian($0.bitPattern) }))
    #expect(try frames("mnist2t f32")[0]["x"]?.elements(of: Float.self) == floats)
    let doubles: [Double] = [-1e30, 0.1]
    try box.write("f64", idx(0x0E, [1, 2], doubles.flatMap { bigEndian($0.bitPattern) }))
    #expect(try frames("mnist2t f64")[0]["x"]?.elements(of: Float.self) == [-1e30, 0.1])

    try box.write("i8", idx(0x09, [2], [0xFF, 5]))
    #expect(try frames("mnist2t i8")[0]["y"]?.elements(of: Int32.self) == [-1, 5])
    try box.write("i16", idx(0x0B, [2], bigEndian(Int16(-300)) + bigEndian(Int16(300))))
    #expect(try frames("mnist2t i16")[0]["y"]?.elements(of: Int32.self) == [-300, 300])
    try box.write("i32", idx(0x0C, [2], bigEndian(Int32.min) + bigEndian(Int32.max)))
    #expect(try frames("mnist2t i32")[0]["y"]?.elements(of: Int32.self) == [.min, .max])
  }

  /// What gzip data are as a whole, cut into members with so many zero bytes behind each: padding is passed over,
  /// however it lies in the buffer of 65,536 bytes, and no byte of a later member is lost.
  @Test(arguments: [
    1, 2, 7, 65_400, 65_493, 65_494, 65_495, 65_496, 65_497, 65_535, 65_536, 200_000,
  ])
  func zerosBetweenMembers(_ count: Int) throws {
    let rows = (0..<64).map { UInt8($0) }
    try box.write("plain", idx(0x08, [64], rows))
    let zeros = "head -c \(count) /dev/zero"
    #expect(
      try box.run(
        """
        { head -c 20 plain | gzip -nc; \(zeros); tail -c +21 plain | gzip -nc; \(zeros); } > in.gz
        mnist2t in.gz | cmp - <(mnist2t plain)
        """) == .success())
    #expect(
      try box.run("{ cat in.gz; printf junk; } > in; mnist2t in").errors.hasSuffix(
        ", and 'ju' follows; expected the end, zero bytes or another gzip member\n"))
    // A magic that is cut is an end that came early.
    #expect(
      try box.run("{ cat in.gz; printf '\\037'; } > in; mnist2t in").errors.contains(
        "gzip data end early"))
  }

  /// The same where bytes come one by one.
  @Test func zerosBetweenMembersOfASlowPipe() throws {
    #expect(
      try box.run(
        """
        { head -c 5 images | gzip -nc; printf '\\0\\0\\0'; tail -c +6 images | gzip -nc; printf '\\0'; } > in.gz
        dd if=in.gz bs=1 status=none | mnist2t | cmp - <(mnist2t images)
        """) == .success())
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    try box.write("large", idx(0x08, [3000, 32, 32], [UInt8](repeating: 0, count: 3000 * 1024)))
    // One stream of zeros fits in a pipe; a thousand do not.
    let line = "for i in {1..1000}; do mnist2t large || exit; done | head -c 1 > /dev/null"
    let outcome = try box.run("\(line); echo ${PIPESTATUS[0]}")
    #expect(outcome == .success(Array("141\n".utf8)))
  }
}
