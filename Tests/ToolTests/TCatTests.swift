import TensorIO
import Testing
import ToolSandbox

@Suite struct TCatTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("a.t", rowFrames([4, 0, 3]))
    try box.writeStream("b.t", [rowFrame(7..<12, source: "elsewhere")])
    try box.writeStream("none.t", [])
  }

  /// Frames stay as they are, metadata too, and what comes out is one stream.
  @Test(arguments: [
    "a.t b.t", "none.t a.t none.t b.t none.t", "- b.t < a.t", "a.t - < b.t", "< <(cat a.t b.t)",
    "a.t <(t-cat b.t)",
  ])
  func framesFollowEachOther(_ operands: String) throws {
    #expect(try box.run("t-cat \(operands) > out.t") == .success())
    #expect(
      try box.content("out.t")
        == RowContent(
          rows: [[0, 1, 2, 3], [], [4, 5, 6], [7, 8, 9, 10, 11]], isWhole: true,
          sources: ["by hand", "by hand", "by hand", "elsewhere"]))
    // An END before the last frame would be one more of these.
    #expect(try box.run("grep -aob TIOFRM out.t | wc -l").text == "5\n")
  }

  /// Frames end where the metadata change.
  @Test(arguments: [
    (1, (0..<12).map { [$0] }),
    (3, [[0, 1, 2], [3, 4, 5], [6], [7, 8, 9], [10, 11]]),
    (4, [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10], [11]]),
    (7, [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11]]),
    (2_147_483_647, [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11]]),
  ])
  func rowsAreCutAnew(_ size: Int, _ rows: [[Int]]) throws {
    #expect(try box.run("t-cat --rows \(size) a.t b.t > out.t") == .success())
    #expect(
      try box.content("out.t")
        == RowContent(
          rows: rows, isWhole: true,
          sources: rows.map { $0[0] < 7 ? "by hand" : "elsewhere" }))
  }

  /// Tiny frames are joined over files; so the cut of the input is forgotten.
  @Test func theCutIsForgotten() throws {
    try box.writeStream("tiny.t", rowFrames([Int](repeating: 1, count: 500)))
    try box.writeStream("mixed.t", rowFrames([0, 13, 200, 0, 0, 1, 7, 279, 0]))
    #expect(try box.run("t-cat -r 64 tiny.t > a; t-cat -r 64 mixed.t > b; cmp a b") == .success())
    let rows = try box.content("a").rows
    #expect(rows.map(\.count) == [Int](repeating: 64, count: 7) + [52])
    #expect(rows.flatMap(\.self) == Array(0..<500))
    #expect(try box.run("t-cat -r 9 tiny.t | t-cat -r 64 | cmp - a") == .success())
  }

  @Test func theOutputMayBeAnInput() throws {
    #expect(try box.run("t-cat -o a.t a.t b.t") == .success())
    #expect(try box.rowIndices("a.t") == Array(0..<12))
  }

  @Test func framesCannotBeBeyondTheLimit() throws {
    let million = Tensor("x", shape: [16, 1 << 20], [UInt8](repeating: 7, count: 1 << 24))
    try box.writeFrame("large.t", million)
    // 15 × 16 rows of 1 MiB fit into 256 MiB with their header; 256 do not.
    let many = [String](repeating: "large.t", count: 20).joined(separator: " ")
    #expect(try box.run("t-cat -r 240 \(many) | t-info --frames | grep -c x").text == "2\n")
    #expect(
      try box.run("t-cat -o out.t -r 256 \(many)")
        == .failure(
          64,
          "t-cat: --rows: 256 rows already need more than the 268435456 bytes that a frame may have; "
            + "take fewer"))
    #expect(
      try box.run("t-cat -o out.t -r 1000 \(many)")
        == .failure(
          64,
          "t-cat: --rows: 272 rows already need more than the 268435456 bytes that a frame may have; "
            + "take fewer"))
  }

  @Test(arguments: [
    (
      "a.t other.t", 65,
      "other.t: frame 0, tensor 'x': u8 rows×3×3, expected u8 rows×7×1 as in the first frame of a.t"
    ),
    (
      "other.t a.t", 65,
      "a.t: frame 0, tensor 'x': u8 rows×7×1, expected u8 rows×3×3 as in the first frame of other.t"
    ),
    ("a.t gone.t", 66, "gone.t: cannot open: no such file or directory"),
    ("- a.t - < b.t", 64, "-: standard input can be read once"),
    ("-r 0 a.t", 64, "-r: expected a whole number from 1 to 2147483647, found '0'"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    try box.writeFrame("other.t", Tensor("x", shape: [1, 3, 3], [UInt8](0..<9)))
    #expect(try box.run("t-cat -o out.t \(line)") == .failure(status, "t-cat: \(message)"))
    #expect(try !box.files().contains("out.t"))
  }
}
