import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct TSelectTests {
  let box: Sandbox

  /// 30 rows in three frames: row r holds r and 100 + r, and its label is r mod 7.
  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", Self.frames([0..<5, 5..<18, 18..<30]))
  }

  static func frames(_ parts: [Range<Int>]) throws -> [Frame] {
    try parts.map { rows in
      try Frame([
        Tensor("x", shape: [rows.count, 1, 2], rows.flatMap { [UInt8($0), UInt8(100 + $0)] }),
        Tensor("y", shape: [rows.count], rows.map { Int32($0 % 7) }),
      ])
    }
  }

  /// The rows that a line selects, with a check that nothing of a row is lost.
  private func rows(_ line: String) throws -> [Int] {
    let outcome = try box.run("\(line) > out.t")
    #expect(outcome == .success())
    let x = try box.values("out.t", "x").map { Int($0) }
    let rows = stride(from: 0, to: x.count, by: 2).map { x[$0] }
    #expect(x == rows.flatMap { [$0, 100 + $0] })
    #expect(try box.values("out.t", "y").map { Int($0) } == rows.map { $0 % 7 })
    return rows
  }

  @Test func byLabel() throws {
    let all = Array(0..<30)
    #expect(try rows("t-select --label 3 in.t") == all.filter { $0 % 7 == 3 })
    #expect(
      try rows("t-select --label 0-1,6,6 < in.t") == all.filter { [0, 1, 6].contains($0 % 7) })
    #expect(
      try rows("t-select --label 0-1,6 --not in.t") == all.filter { (2...5).contains($0 % 7) })
    #expect(try rows("t-select --label 0-99 in.t") == all)
    #expect(try rows("t-select --label 1 -n 3 in.t") == [1, 8, 15])
    #expect(try rows("t-select --label 1 -n 99 in.t") == [1, 8, 15, 22, 29])
  }

  /// A frame stays a frame, without those of which nothing is left.
  @Test func byLabelItStreams() throws {
    #expect(try rows("t-select --label 5 in.t") == [5, 12, 19, 26])
    #expect(try box.frames("out.t").map { try $0.rows() } == [2, 2])
  }

  @Test(arguments: [
    Tensor("y", shape: [4], [0, 255, 7, 0] as [UInt8]),
    Tensor("y", shape: [4], [-1, 255, .max, .min] as [Int32]),
    Tensor("y", shape: [4], [.min, 255, .max, -7] as [Int64]),
  ])
  func labelsAreAnyIntegers(_ labels: Tensor) throws {
    try box.writeFrame("y.t", Tensor("z", shape: [4], [0, 1, 2, 3] as [Float]), labels)
    #expect(try box.run("t-select --label 255 y.t > out.t") == .success())
    #expect(try box.values("out.t", "z") == [1])
    #expect(try box.run("t-select --not --label 255 y.t > out.t") == .success())
    #expect(try box.values("out.t", "z") == [0, 2, 3])
  }

  @Test func byIndex() throws {
    try box.write("index", Array("29\n0\n17\n\n\n".utf8))
    #expect(try rows("t-select --index index in.t") == [29, 0, 17])
    #expect(try rows("t-select --index - in.t < index") == [29, 0, 17])
    #expect(try rows("t-select --index index -n 2 < in.t") == [29, 0])
    #expect(try rows("seq 29 -1 0 | t-select --index - in.t") == (0..<30).reversed())
    #expect(try rows("printf '4\\n5\\n4\\n4' | t-select --index - in.t") == [4, 5, 4, 4])
  }

  /// The first field of what `nl`, `uniq -c` and `sort` write, and of lines from other systems.
  @Test func theFirstFieldCounts() throws {
    let lines = "  3\t1.5 x\n7 8 9\n12\r\n\t 0\t\n"
    #expect(
      try box.run("t-select --index - in.t > out.t", input: Array(lines.utf8)) == .success())
    #expect(try box.values("out.t", "y") == [3, 0, 5, 0])
    #expect(
      try rows(
        "t2tsv --tensors y in.t | nl -v 0 -n ln | sort -k 2,2nr -k 1,1n "
          + "| t-select -n 5 --index - in.t") == [6, 13, 20, 27, 5])
  }

  /// With an index not even the bytes depend on how the rows are cut into frames.
  @Test func framesHaveNoPartInIt() throws {
    try box.writeStream("one.t", Self.frames([0..<30]))
    try box.writeStream("many.t", Self.frames((0..<30).map { $0..<$0 + 1 } + [30..<30]))
    for file in ["one.t", "many.t"] {
      #expect(try rows("t-select --label 2,4 \(file)") == rows("t-select --label 2,4 in.t"))
      let line = "seq 28 -3 0 | t-select --index -"
      #expect(try box.run("\(line) in.t > a; \(line) \(file) > b; cmp a b") == .success())
    }
  }

  /// Rows of 300,000 bytes: three to a frame of about 1 MiB, and those that were not selected are as
  /// many again.
  @Test func largeRows() throws {
    let size = 300_000
    let frames = try (0..<4).map { frame in
      try Frame([
        Tensor(
          "x", shape: [2, size],
          (0..<2 * size).map { UInt8(truncatingIfNeeded: $0 / size + 2 * frame) })
      ])
    }
    try box.writeStream("large.t", frames)
    #expect(
      try box.run("printf '7\\n2\\n0\\n3\\n' | t-select --index - large.t > out.t") == .success())
    let out = try box.frames("out.t")
    #expect(try out.map { try $0.rows() } == [3, 1])
    let bytes = out.flatMap { $0["x"]?.elements(of: UInt8.self) ?? [] }
    #expect(bytes == [7, 2, 0, 3].flatMap { [UInt8](repeating: $0, count: size) })
  }

  /// One frame tells names, types and shapes.
  @Test func noRows() throws {
    for line in [
      "t-select --label 9 in.t", "t-select --label 1 -n 0 in.t", "t-select --index /dev/null in.t",
      "seq 3 | t-select --index - -n 0 in.t",
    ] {
      #expect(try rows(line) == [])
      let frames = try box.frames("out.t")
      #expect(frames.map { $0.tensors.map(\.shape) } == [[[0, 1, 2], [0]]], "\(line)")
    }
    try box.writeStream("none.t", [])
    for choice in ["--label 1", "--index /dev/null"] {
      #expect(try box.run("t-select \(choice) none.t > out.t") == .success())
      #expect(try box.frames("out.t").isEmpty)
    }
  }

  @Test func metadataAreKept() throws {
    let note = Tensor("@note", text: "hello")
    let scale = Tensor("@scale", scalar: Float(2))
    let frames = try Self.frames([0..<5, 5..<18, 18..<30])
    try box.writeStream(
      "in.t", [try Frame([note]), frames[0], try Frame(frames[1].tensors + [scale]), frames[2]])
    // With labels in their frames.
    #expect(try rowsBesideMetadata("t-select --label 5 in.t") == [5, 12, 19, 26])
    let names = try box.frames("out.t").map { $0.tensors.map(\.name) }
    #expect(names == [["@note"], ["x", "y", "@scale"], ["x", "y"]])
    // What a frame lacks that another says of its rows is no less another value than two values.
    let line = "printf '20\\n0\\n' | t-select --index -"
    let cure = "rows with and without it cannot be in one frame: leave it out with t-slice --drop"
    let more = "t-select: in.t: frame 2, tensor '@scale': not in the frames before; \(cure)"
    #expect(try box.run("\(line) in.t") == .failure(65, more))
    try box.writeStream("last.t", [try Frame(frames[1].tensors + [scale]), frames[2]])
    let less = "t-select: last.t: frame 1, tensor '@scale': is missing, the frames before have it;"
    #expect(try box.run("\(line) last.t") == .failure(65, "\(less) \(cure)"))
    // With an index in all. A frame without rows lacks nothing.
    let stamped = try frames.map { try Frame($0.tensors + [scale]) }
    try box.writeStream("in.t", [try Frame([note])] + stamped)
    #expect(try rows("\(line) in.t") == [20, 0])
    let frame = try box.frames("out.t")[0]
    #expect(frame["@note"]?.text == "hello" && frame["@scale"]?.scalar(of: Float.self) == 2)
  }

  private func rowsBesideMetadata(_ line: String) throws -> [Int] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.frames("out.t").flatMap { frame in
      (frame["x"]?.elements(of: UInt8.self) ?? []).filter { $0 < 100 }.map(Int.init)
    }
  }

  @Test(arguments: [
    ("in.t", 64, "expected one of --label and --index to select rows by"),
    (
      "--label 1 --index index in.t", 64, "expected one of --label and --index to select rows by"
    ),
    (
      "--index index --not in.t", 64,
      "--not: has no meaning with --index: give it the rows that you want"
    ),
    (
      "--label -1 in.t", 64,
      "--label: expected whole numbers and ranges of them, such as 0-9,20, found '-1'"
    ),
    (
      "-n x --label 1 in.t", 64,
      "-n: expected a whole number from 0 to 9223372036854775807, found 'x'"
    ),
    (
      "--index -", 64,
      "-: standard input can be the index or the stream, not both: name FILE"
    ),
    (
      "--index - -", 64, "-: standard input can be the index or the stream, not both: name FILE"
    ),
    ("--label 1 none.t", 66, "none.t: cannot open: no such file or directory"),
    ("--index none in.t", 66, "none: cannot open: no such file or directory"),
    ("--label 1 z.t", 65, "z.t: frame 0: no labels 'y'; give mnist2t the labels too"),
    ("--label 1 model.t", 65, "model.t: frame 0: this is a model, expected a stream of rows"),
    ("--index index model.t", 65, "model.t: frame 0: this is a model, expected a stream of rows"),
    (
      "--label 1 text.t", 65,
      "text.t: frame 0, tensor 'words': text has no rows; as metadata its name would begin with '@'"
    ),
    ("--index index in.t", 65, "index: line 2: row 30, but in.t has 30 rows, counted from 0"),
    (
      "--index words in.t", 65,
      "words: line 2, field 1: found 'b', expected a whole number of at least 0"
    ),
    (
      "--index minus in.t", 65,
      "minus: line 1, field 1: found '-1', expected a whole number of at least 0"
    ),
    ("--index blank in.t", 65, "blank: line 2: nothing but blanks, expected the number of a row"),
    ("--index gap in.t", 65, "gap: line 2: the line is empty, expected at least one field"),
    ("--index in.t in.t", 65, "in.t: is a tensor stream, expected lines of text: t2tsv FILE"),
    (
      "--index one widths.t", 65,
      "widths.t: frame 1, tensor 'x': u8 rows×2, expected u8 rows×1 as in the first frame of widths.t"
    ),
    (
      "--index one names.t", 65,
      "names.t: frame 1, tensor 'q': the first frame of names.t has no such tensor; leave it out with t-slice --drop"
    ),
    (
      "--index one fewer.t", 65,
      "fewer.t: frame 1: no tensor 'y', which the first frame of fewer.t has"
    ),
    (
      "--index one notes.t", 65,
      "notes.t: frame 1, tensor '@note': another value than in a frame before; rows of both cannot be in one frame"
    ),
    ("--label 1 -o none/out.t in.t", 73, "none/out.t: cannot create: no such file or directory"),
    (
      "--index one in.t > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let one = Tensor("x", shape: [1, 1], [1] as [UInt8])
    for (name, text) in [
      ("index", "1\n30\n99\n"), ("one", "0\n"), ("words", "1 a\nb 2\n"), ("minus", "-1\n"),
      ("blank", "1\n \t \n"), ("gap", "1\n\n\n2\n"),
    ] { try box.write(name, Array(text.utf8)) }
    try box.writeFrame("z.t", Tensor("z", shape: [1, 1], [1] as [Float]))
    try box.writeFrame("model.t", Tensor("@model", text: "vae"), one)
    try box.writeFrame("text.t", Tensor("words", text: "a b"))
    for (name, tensors) in [
      ("widths.t", [Tensor("x", shape: [1, 2], [1, 2] as [UInt8])]),
      ("names.t", [one, one.renamed("q")]), ("notes.t", [one, Tensor("@note", text: "b")]),
    ] {
      try box.writeStream(name, [Frame([one, Tensor("@note", text: "a")]), Frame(tensors)])
    }
    try box.writeStream("fewer.t", [Frame([one, one.renamed("y")]), Frame([one])])
    #expect(try box.run("t-select \(line)") == .failure(status, "t-select: \(message)"))
  }

  /// Also where all rows are out already.
  @Test func aCutStreamIsRefused() throws {
    let size = try box.read("in.t").count
    for choice in ["--label 1 -n 1", "--index one"] {
      try box.write("one", Array("0\n".utf8))
      #expect(try box.run("head -c \(size - 20) in.t | t-select \(choice) -o out.t").status == 65)
      #expect(try box.files().contains("out.t") == false)
    }
  }

  @Test(.enabled(if: Checkout.has("script")))
  func aTerminalIsRefused() throws {
    try box.write("one", Array("0\n".utf8))
    for (line, message) in [
      ("t-select --label 1 > out.t", "standard input: is a terminal: expected a tensor stream"),
      ("t-select --label 1 in.t", "standard output: is a terminal: a tensor stream is binary"),
      ("t-select --index - in.t > out.t", "standard input: is a terminal: expected lines of text"),
    ] {
      let outcome = try box.run("script -qec '\(line)' /dev/null")
      #expect(outcome.status == 64 && outcome.text.contains(message), "\(outcome.text)")
    }
  }
}
