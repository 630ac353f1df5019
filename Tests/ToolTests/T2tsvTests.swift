import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct T2tsvTests {
  let box: Sandbox

  /// Two rows of labels and latents in each of two frames.
  init() throws {
    box = try Sandbox()
    let z: [Float] = [0.1, -2, 0, 1e-5, 16_777_216, 1.5]
    try box.writeStream(
      "in.t",
      [
        Frame([
          Tensor("y", shape: [2], [7, 0] as [UInt8]), Tensor("z", shape: [2, 3], z),
          Tensor("@note", text: "a"),
        ]),
        Frame([Tensor("@note", text: "b")]),
        // The order of tensors within a frame has no meaning.
        Frame([
          Tensor("z", shape: [1, 3], [1, 2, 3] as [Float]), Tensor("y", shape: [1], [5] as [Int32]),
        ]),
      ])
  }

  private func text(_ line: String) throws -> String {
    let outcome = try box.run(line)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.text
  }

  @Test(arguments: [
    ("t2tsv in.t", "7\t0.1\t-2\t0\n0\t1e-05\t16777216\t1.5\n5\t1\t2\t3\n"),
    ("t2tsv --tensors y < in.t", "7\n0\n5\n"),
    ("t2tsv --tensors z,y in.t", "0.1\t-2\t0\t7\n1e-05\t16777216\t1.5\t0\n1\t2\t3\t5\n"),
    (
      "t2tsv --header --tensors z,y in.t",
      "z.0\tz.1\tz.2\ty\n0.1\t-2\t0\t7\n1e-05\t16777216\t1.5\t0\n1\t2\t3\t5\n"
    ),
    ("t2tsv --header -o out in.t; head -n 1 out", "y\tz.0\tz.1\tz.2\n"),
  ])
  func rowsAreLines(_ line: String, _ expected: String) throws {
    #expect(try text(line) == expected)
  }

  @Test func everyType() throws {
    try box.writeFrame(
      "all.t", Tensor("a", shape: [2], [0, 255] as [UInt8]),
      Tensor("b", shape: [2], [.min, .max] as [Int32]),
      Tensor("c", shape: [2], [.min, .max] as [Int64]),
      Tensor("d", shape: [2, 2], [-0.0, .nan, .infinity, -.infinity] as [Float]),
      Tensor("e", shape: [2, 2], [0.1, -.nan, 1e300, -0.0]))
    #expect(
      try text("t2tsv all.t")
        == "0\t-2147483648\t-9223372036854775808\t-0\tnan\t0.1\tnan\n"
        + "255\t2147483647\t9223372036854775807\tinf\t-inf\t1e+300\t-0\n")
  }

  /// Numbers of every exponent are the same when they are read back, and no `.0` is left.
  @Test func numbersComeBack() throws {
    let floats = (0..<20_000).map { Float(bitPattern: UInt32($0) &* 2_654_435_761) }
      .filter(\.isFinite)
    let doubles = floats.indices.map {
      Double(bitPattern: UInt64($0) &* 11_400_714_819_323_198_485)
    }.map { $0.isFinite ? $0 : 0 }
    try box.writeFrame(
      "all.t", Tensor("f", shape: [floats.count], floats),
      Tensor("d", shape: [floats.count], doubles))
    let lines = try text("t2tsv all.t").split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { Float($0[0])?.bitPattern } == floats.map(\.bitPattern))
    #expect(lines.map { Double($0[1])?.bitPattern } == doubles.map(\.bitPattern))
    #expect(lines.joined().allSatisfy { !$0.hasSuffix(".0") })
  }

  /// Images are lists of pixels, and a long row and many rows fill the buffer more than once.
  @Test func longLines() throws {
    let pixels = (0..<2 * 700 * 700).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try box.writeFrame("x.t", Tensor("x", shape: [2, 700, 700], pixels))
    let lines = try text("t2tsv --header x.t").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("x.0\tx.1\t") && lines[0].hasSuffix("\tx.489999"))
    let read = lines.dropFirst().flatMap { $0.split(separator: "\t").map { UInt8($0) } }
    #expect(read == pixels)
    let all = [Float](repeating: 1 / 3, count: 400_000)
    try box.writeFrame("z.t", Tensor("z", shape: [400_000], all))
    #expect(try text("t2tsv z.t") == String(repeating: "0.33333334\n", count: 400_000))
  }

  @Test func noRows() throws {
    try box.writeFrame("none.t", Tensor("z", shape: [0, 2], [] as [Float]))
    #expect(try text("t2tsv none.t") == "")
    #expect(try text("t2tsv --header none.t") == "z.0\tz.1\n")
    try box.writeStream("empty.t", [])
    #expect(try text("t2tsv --header empty.t") == "")
  }

  @Test(arguments: [
    ("--tensors x in.t", 65, "in.t: frame 0: no tensor 'x', found 'y', 'z'"),
    ("--tensors @note in.t", 65, "in.t: frame 0: no tensor '@note', found 'y', 'z'"),
    (
      "--tensors y,,z in.t", 64,
      "--tensors: expected names of tensors with commas between, such as x,y, found 'y,,z'"
    ),
    (
      "--tensors y,y in.t", 64,
      "--tensors: expected each name once, found 'y,y'"
    ),
    ("none.t", 66, "none.t: cannot open: no such file or directory"),
    ("model.t", 65, "model.t: frame 0: this is a model, expected a stream of rows"),
    (
      "text.t", 65,
      "text.t: frame 0, tensor 'words': text has no rows; as metadata its name would begin with '@'"
    ),
    ("empty.t", 65, "empty.t: frame 0: rows of no numbers, expected at least one"),
    (
      "ragged.t", 65,
      "ragged.t: frame 0: tensor 'b': 1 rows, but tensor 'a' has 2; is this a stream of rows?"
    ),
    (
      "widths.t > out", 65,
      "widths.t: frame 1, tensor 'a': 1 numbers a row, expected 2 as in the frames before"
    ),
    ("fewer.t > out", 65, "fewer.t: frame 1: no tensor 'b', which the frames before have"),
    ("more.t > out", 65, "more.t: frame 1, tensor 'b': not in the frames before"),
    ("-o none/out in.t", 73, "none/out: cannot create: no such file or directory"),
    ("in.t > /dev/full", 74, "standard output: cannot write: no space left on device"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let a = Tensor("a", shape: [2, 2], [1, 2, 3, 4] as [UInt8])
    let (b, c) = (a.renamed("b"), Tensor("a", shape: [2, 1], [1, 2] as [UInt8]))
    try box.writeFrame("model.t", Tensor("@model", text: "vae"), a)
    try box.writeFrame("text.t", Tensor("words", text: "a b"))
    try box.writeFrame("empty.t", Tensor("z", shape: [2, 0], [] as [Float]))
    try box.writeFrame("ragged.t", a, Tensor("b", shape: [1], [1] as [UInt8]))
    try box.writeStream("widths.t", [Frame([a]), Frame([c])])
    try box.writeStream("fewer.t", [Frame([a, b]), Frame([a])])
    try box.writeStream("more.t", [Frame([a]), Frame([a, b])])
    #expect(try box.run("t2tsv \(line)") == .failure(status, "t2tsv: \(message)"))
  }

  /// Tensors that are not asked for may come and go.
  @Test func onlyTheTensorsNamedMatter() throws {
    let a = Tensor("a", shape: [1], [1] as [UInt8])
    try box.writeStream("more.t", [Frame([a]), Frame([a, a.renamed("b")])])
    try box.writeStream("fewer.t", [Frame([a, a.renamed("b")]), Frame([a])])
    #expect(try text("t2tsv --tensors a fewer.t") == "1\n1\n")
    #expect(try text("t2tsv --tensors a more.t") == "1\n1\n")
  }

  @Test func aCutStreamIsRefused() throws {
    let size = try box.read("in.t").count
    #expect(try box.run("head -c \(size - 20) in.t | t2tsv -o out").status == 65)
    #expect(try box.files() == ["in.t"])
  }
}
