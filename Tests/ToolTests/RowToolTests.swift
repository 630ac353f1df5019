import TensorIO
import Testing
import ToolSandbox

/// What holds for every tool that moves rows.
@Suite struct RowToolTests {
  let box: Sandbox
  static let tools = ["t-cat", "t-shuffle", "t-slice", "t-split --rows 2"]

  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", rowFrames([4, 3, 5]))
  }

  private func expect(_ tool: String, _ operands: String, _ status: Int32, _ message: String) throws
  {
    let name = tool.split(separator: " ")[0]
    let outcome = try box.run("\(tool) \(operands) > out")
    #expect(outcome.status == status)
    #expect(outcome.errors == "\(name): \(message)\n")
  }

  @Test(arguments: tools)
  func missingFilesAndFolders(_ tool: String) throws {
    try expect(tool, "none.t", 66, "none.t: cannot open: no such file or directory")
    try expect(tool, ".", 66, ".: is a directory, expected a file")
    let output = tool.hasPrefix("t-split") ? "-p none/out" : "-o none/out"
    let name = tool.hasPrefix("t-split") ? "none/out00000.t" : "none/out"
    try expect(tool, "\(output) in.t", 73, "\(name): cannot create: no such file or directory")
  }

  @Test(arguments: tools)
  func otherInputIsRefused(_ tool: String) throws {
    try expect(
      tool, "< /dev/null", 65,
      "standard input: is empty, expected a tensor stream; what came before it may have failed"
    )
    try box.write("idx", [0, 0, 8, 1, 0, 0, 0, 0])
    try expect(
      tool, "idx", 65,
      "idx: is IDX data, expected a tensor stream: mnist2t FILE")
  }

  /// Parts of models, priors and axes are no rows.
  @Test(arguments: tools + ["t-select --index index", "t2tsv"])
  func filesOfOneFrameAreRefused(_ tool: String) throws {
    try box.write("index", Array("0\n".utf8))
    for (mark, name) in [("@model", "model"), ("@prior", "prior"), ("@map", "set of axes")] {
      try box.writeFrame(
        "one.t", Tensor(mark, text: "any"), Tensor("x", shape: [2, 2], [1, 2, 3, 4] as [Float]))
      try expect(
        tool, "one.t", 65, "one.t: frame 0: this is a \(name), expected a stream of rows")
    }
  }

  /// Whatever the cut: the tool fails with one line, and its output has no END.
  @Test(arguments: tools)
  func cutStreamsAreRefused(_ tool: String) throws {
    let bytes = try box.read("in.t")
    for count in stride(from: 1, to: bytes.count, by: 61) {
      let outcome = try box.run("\(tool) > out.t", input: Array(bytes.prefix(count)))
      #expect(outcome.status == 65, "\(count) bytes")
      #expect(outcome.errors.hasPrefix("\(tool.split(separator: " ")[0]): standard input: frame "))
      #expect(outcome.errors.count { $0 == "\n" } == 1)
      if !tool.hasPrefix("t-split") {
        #expect(throws: (any Error).self) { try box.frames("out.t") }
      }
    }
  }

  static let faults: [([Tensor], String)] = [
    (
      [Tensor("@model", text: "vae"), Tensor("b", shape: [1], [1] as [Float])],
      "frame 0: this is a model, expected a stream of rows"
    ),
    (
      [Tensor("@note", text: "nothing")],
      "frame 0: nothing but metadata, expected tensors with rows"
    ),
    (
      [Tensor("x", shape: [2], [1, 2] as [Float]), Tensor("y", shape: [1], [1] as [Float])],
      "frame 0: tensor 'y': 1 rows, but tensor 'x' has 2; is this a stream of rows?"
    ),
    (
      [Tensor("x", scalar: 1.0)],
      "frame 0: tensor 'x': a scalar has no rows; expected the first dimension to be the rows"
    ),
    (
      [Tensor("words", text: "text")],
      "frame 0, tensor 'words': text has no rows; as metadata its name would begin with '@'"
    ),
  ]

  @Test(arguments: tools, faults)
  func whatHasNoRowsIsRefused(_ tool: String, _ fault: ([Tensor], String)) throws {
    try box.writeStream("bad.t", [Frame(fault.0)])
    try expect(tool, "bad.t", 65, "bad.t: \(fault.1)")
  }

  static let differences: [([Tensor], String)] = [
    (
      [Tensor("y", shape: [1], [1] as [Int32])],
      "frame 1: no tensor 'x', which the first frame of bad.t has"
    ),
    (
      [
        Tensor("x", shape: [1, 3], [1, 2, 3] as [Float]), Tensor("y", shape: [1], [1] as [Int32]),
      ],
      "frame 1, tensor 'x': f32 rows×3, expected f32 rows×2 as in the first frame of bad.t"
    ),
    (
      [
        Tensor("x", shape: [1, 2], [1, 2] as [Float]), Tensor("y", shape: [1], [1] as [UInt8]),
      ],
      "frame 1, tensor 'y': u8 rows, expected i32 rows as in the first frame of bad.t"
    ),
    (
      [
        Tensor("y", shape: [1], [1] as [Int32]), Tensor("x", shape: [1, 2], [1, 2] as [Float]),
        Tensor("z", shape: [1, 1], [1] as [Float]),
      ],
      "frame 1, tensor 'z': the first frame of bad.t has no such tensor; "
        + "leave it out with t-slice --drop"
    ),
  ]

  @Test(arguments: tools, differences)
  func framesThatDifferAreRefused(_ tool: String, _ fault: ([Tensor], String)) throws {
    let first = [
      Tensor("x", shape: [1, 2], [1, 2] as [Float]), Tensor("y", shape: [1], [1] as [Int32]),
    ]
    try box.writeStream("bad.t", [Frame(first), Frame(fault.0)])
    try expect(tool, "bad.t", 65, "bad.t: \(fault.1)")
  }

  /// The order of the tensors in a frame says nothing; that of the first frame is kept.
  @Test(arguments: ["t-cat --rows 9", "t-shuffle"])
  func tensorsAreFoundByName(_ tool: String) throws {
    let frames = try rowFrames([2, 2])
    try box.writeStream("in.t", [frames[0], Frame(frames[1].tensors.reversed())])
    #expect(try box.run("\(tool) in.t > out.t") == .success())
    #expect(try box.rowIndices("out.t").sorted() == [0, 1, 2, 3])
  }

  @Test(arguments: tools)
  func aStreamWithoutFramesStaysOne(_ tool: String) throws {
    try box.writeStream("none.t", [])
    #expect(try box.run("\(tool) none.t > out.t").status == 0)
    let file = tool.hasPrefix("t-split") ? "shard-00000.t" : "out.t"
    #expect(try box.frames(file).isEmpty)
  }

  /// Names and shapes are known also where there are no rows.
  @Test(arguments: tools + ["t-cat --rows 3", "t-split --shards 2", "t-split --frames 2"])
  func aStreamWithoutRowsKeepsItsShapes(_ tool: String) throws {
    try box.writeStream("empty.t", rowFrames([0]))
    #expect(try box.run("\(tool) empty.t > out.t").status == 0)
    let file = tool.hasPrefix("t-split") ? "shard-00000.t" : "out.t"
    let content = try box.content(file)
    #expect(content == RowContent(rows: [[]], isWhole: true, sources: ["by hand"]))
  }

  /// Shapes that no memory holds, and no bytes: their sizes must not overflow.
  @Test(arguments: tools + ["t-cat --rows 3", "t-split --shards 2"])
  func emptyTensorsMayHaveAnyShape(_ tool: String) throws {
    let large = [0, 2_147_483_647, 2_147_483_647]
    try box.writeFrame(
      "large.t", Tensor("a", shape: large, [] as [UInt8]), Tensor("b", shape: large, [] as [UInt8]),
      Tensor("c", shape: large, [] as [UInt8]))
    #expect(try box.run("\(tool) large.t > out.t").status == 0)
    let file = tool.hasPrefix("t-split") ? "shard-00000.t" : "out.t"
    #expect(try box.frames(file).flatMap { $0.tensors.map(\.shape) } == [large, large, large])
  }

  /// Rows may hold nothing, where a tool does not take them apart: a few bytes can claim 2³¹ of them.
  @Test(arguments: tools + ["t-cat --rows 3", "t-split --shards 2"])
  func rowsMayBeWithoutBytes(_ tool: String) throws {
    try box.writeFrame("none.t", Tensor("x", shape: [5, 0], [] as [Float]))
    let outcome = try box.run("\(tool) none.t > out.t")
    if tool == "t-shuffle" || tool == "t-cat --rows 3" {
      let name = tool.prefix { $0 != " " }
      #expect(
        outcome
          == .failure(65, "\(name): none.t: frame 0: rows of no numbers, expected at least one"))
      return
    }
    #expect(outcome.status == 0)
    let joined = tool.hasPrefix("t-split") ? "shard-*.t" : "out.t"
    #expect(try box.run("t-cat \(joined) | t-info | grep -c 5×0").text == "1\n")
  }

  @Test(.enabled(if: Checkout.has("script")), arguments: tools)
  func aTerminalIsRefused(_ tool: String) throws {
    let name = tool.split(separator: " ")[0]
    let outcome = try box.run("script -qec '\(tool) > out.t' /dev/null")
    #expect(outcome.status == 64)
    #expect(
      outcome.text.hasPrefix("\(name): standard input: is a terminal: expected a tensor stream; "),
      "\(outcome.text)")
    if name != "t-split" {
      let outcome = try box.run("script -qec '\(tool) in.t' /dev/null")
      #expect(outcome.status == 64)
      #expect(outcome.text.hasPrefix("\(name): standard output: is a terminal"), "\(outcome.text)")
    }
  }

  @Test(arguments: tools)
  func aFullDiskIsAnError(_ tool: String) throws {
    let outcome = try box.run("\(tool) in.t > /dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.errors.hasSuffix("cannot write: no space left on device\n"))
  }
}
