import TensorIO
import Testing
import ToolSandbox

@Suite struct TInfoTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream(
      "rows.t",
      [
        Frame([
          Tensor("x", shape: [2, 2, 3], [UInt8](0..<12)),
          Tensor("y", shape: [2], [4, 9] as [Int32]),
          Tensor("@source", text: "by hand"), Tensor("@part", scalar: Int64(1)),
        ]),
        Frame([
          Tensor("x", shape: [1, 2, 3], [UInt8](0..<6)), Tensor("y", shape: [1], [7] as [Int32]),
          Tensor("@source", text: "by hand"), Tensor("@part", scalar: Int64(2)),
        ]),
      ])
    try box.writeStream(
      "model.t",
      [
        Frame([
          Tensor("@model", text: "vae"), Tensor("@hidden", shape: [2], [400, 200] as [Int64]),
          Tensor("@beta", scalar: 0.5),
          Tensor("@curve", shape: [9], [Float](repeating: 1, count: 9)),
          Tensor("weight", shape: [2, 3], [Float](repeating: 0, count: 6)),
          Tensor("bias", shape: [3], [Float](repeating: 0, count: 3)),
        ])
      ])
  }

  func expect(_ line: String, _ output: String) throws {
    #expect(try box.run(line) == .success(Array(output.utf8)))
  }

  @Test func rowsAreSummedUp() throws {
    try expect(
      "t-info rows.t",
      """
      2 frames, 3 rows, 60 bytes of elements
        x        u8   3×2×3
        y        i32  3
        @source  by hand
        @part    varies

      """)
  }

  @Test func modelsTellWhatMadeThem() throws {
    try expect(
      "t-info < model.t",
      """
      1 frame, 99 bytes of elements
        @model   vae
        @hidden  400 200
        @beta    0.5
        @curve   f32  9
        weight   f32  2×3
        bias     f32  3

      """)
  }

  @Test func tabSeparatedSum() throws {
    try expect(
      "t-info --tsv rows.t",
      """
      name\ttype\tframes\tshape\telements\tbytes\tvalue
      x\tu8\t2\t3x2x3\t18\t18\t
      y\ti32\t2\t3\t3\t12\t
      @source\tutf8\t2\t7\t14\t14\tby hand
      @part\ti64\t2\tscalar\t2\t16\tvaries

      """)
  }

  @Test func frameByFrame() throws {
    try expect(
      "t-info -f rows.t",
      """
      frame 0: 2 rows
        x        u8   2×2×3
        y        i32  2
        @source  by hand
        @part    1
      frame 1: 1 row
        x        u8   1×2×3
        y        i32  1
        @source  by hand
        @part    2

      """)
    try expect(
      "t-info --frames --tsv rows.t | cut -f 1-4",
      """
      frame\tname\ttype\tshape
      0\tx\tu8\t2x2x3
      0\ty\ti32\t2
      0\t@source\tutf8\t7
      0\t@part\ti64\tscalar
      1\tx\tu8\t1x2x3
      1\ty\ti32\t1
      1\t@source\tutf8\t7
      1\t@part\ti64\tscalar

      """)
    try expect("t-info -f model.t | head -n 1", "frame 0: no rows, as in a model\n")
  }

  @Test func streamsWithoutFrames() throws {
    try box.writeStream("none.t", [])
    try expect("t-info none.t", "0 frames, 0 bytes of elements\n")
    try expect("t-info -f none.t", "no frames\n")
    try expect("t-info --tsv none.t", "name\ttype\tframes\tshape\telements\tbytes\tvalue\n")
    try expect("t-info -f --tsv none.t", "frame\tname\ttype\tshape\telements\tbytes\tvalue\n")
  }

  @Test func whatDiffersVaries() throws {
    try box.writeStream(
      "in.t",
      [
        Frame([Tensor("x", shape: [1, 2], [1, 2] as [UInt8]), Tensor("z", shape: [1], [1.5])]),
        Frame([
          Tensor("x", shape: [1, 3], [1, 2, 3] as [UInt8]), Tensor("z", shape: [1], [1 as Float]),
        ]),
      ])
    try expect(
      "t-info in.t",
      """
      2 frames, 2 rows, 17 bytes of elements
        x  u8      varies
        z  varies  2

      """)
  }

  /// What some frames of rows lack is not what the others say: neither for people nor for scripts. A model's
  /// frames are of several kinds.
  @Test func aMissingStampVaries() throws {
    let x = Tensor("x", shape: [2, 3], [UInt8](repeating: 1, count: 6))
    let stamp = Tensor("@pixels", text: "static:1")
    for (name, frames) in [("first.t", [[x, stamp], [x]]), ("last.t", [[x], [x, stamp]])] {
      try box.writeStream(name, try frames.map { try Frame($0) })
      let human = try box.run("t-info \(name)")
      #expect(human.status == 0 && human.text.contains("  @pixels  varies\n"), "\(human.text)")
      #expect(!human.text.contains("static"))
      let table = try box.run("t-info --tsv \(name)")
      #expect(table.text.contains("\n@pixels\tutf8\t1\t8\t8\t8\tvaries\n"), "\(table.text)")
    }
    try box.writeStream("all.t", [try Frame([x, stamp]), try Frame([x, stamp])])
    #expect(try box.run("t-info all.t").text.contains("  @pixels  static:1\n"))
  }

  /// No text can move a terminal's cursor, break a line or a column.
  @Test func textIsEscaped() throws {
    try box.writeStream(
      "in.t", [Frame([Tensor("@note", text: "a\tb\nc\\d \u{1B}[2J \u{202E}é\u{85}")])])
    try expect(
      "t-info --tsv in.t | tail -n 1 | cut -f 7", "a\\tb\\nc\\\\d \\u{1b}[2J \\u{202e}é\\u{85}\n")
  }

  @Test func framesAreShownAsFarAsTheyAreSound() throws {
    let line = "head -c 200 rows.t | t-info -f"
    let outcome = try box.run(line)
    #expect(outcome.status == 65)
    let error = "the input ends inside the frame; it was cut"
    #expect(outcome.errors.hasPrefix("t-info: standard input: frame 1, byte "), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("\(error)\n"))
    #expect(outcome.text.hasPrefix("frame 0: 2 rows\n"))
  }

  @Test(arguments: [
    ("t-info none.t", 66, "none.t: cannot open: no such file or directory"),
    (
      "t-info < /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    ),
    (
      "echo hello | t-info", 65,
      "standard input: is text, expected a tensor stream: tsv2t --tensor x --header FILE"
    ),
    (
      "printf '\\1\\2\\3' | t-info", 65,
      "standard input: frame 0, byte 0: no tensor stream: found bytes 01 02 03 where a frame must begin"
    ),
    (
      "printf '\\0\\0\\10\\3\\0\\0\\0\\1' | t-info", 65,
      "standard input: is IDX data, expected a tensor stream: mnist2t FILE"
    ),
    (
      "gzip -nc rows.t | t-info", 65,
      "standard input: is gzip data, expected a tensor stream: for IDX data, mnist2t FILE; "
        + "for others, gzip -dc FILE | …"
    ),
    ("t-info rows.t > /dev/full", 74, "standard output: cannot write: no space left on device"),
    ("t-info -f rows.t > /dev/full", 74, "standard output: cannot write: no space left on device"),
    ("t-info rows.t model.t", 64, "model.t: one operand too many; try 't-info --help'"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run(line) == .failure(status, "t-info: \(message)"))
  }

  @Test func tooManyNames() throws {
    let frames = try (0..<2).map { part in
      try Frame((0..<2049).map { Tensor("t\(part).\($0)", shape: [1], [0] as [UInt8]) })
    }
    try box.writeStream("in.t", frames)
    #expect(
      try box.run("t-info in.t")
        == .failure(
          65, "t-info: in.t: frame 1: more than 4096 different names so far; use --frames"))
    #expect(try box.run("t-info --frames in.t | grep -c t1.").text == "2049\n")
  }
}
