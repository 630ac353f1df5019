import TensorIO
import Testing
import ToolSandbox

@Suite struct TSliceTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", rowFrames([4, 0, 3, 5]))
  }

  /// Rows are counted through the stream; a frame that has none of them is left out.
  @Test(arguments: [
    ("", [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10, 11]]),
    ("-r 0", [[0]]), ("-r 11", [[11]]), ("-r 4-6", [[4, 5, 6]]),
    ("--rows 3-7", [[3], [4, 5, 6], [7]]),
    ("--rows 0,2,3,9-10", [[0, 2, 3], [9, 10]]),
    ("--rows 10,9,2-3,0,2,0-3", [[0, 1, 2, 3], [9, 10]]),
    ("--rows 7-8,10-11", [[7, 8, 10, 11]]),
    ("-n 5", [[0, 1, 2, 3], [4]]), ("--first 99", [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10, 11]]),
    ("--skip 5", [[5, 6], [7, 8, 9, 10, 11]]), ("--skip 6 -n 2", [[6], [7]]),
    ("--skip 9223372036854775807 --first 9223372036854775807", [[]]),
    ("-n 0", [[]]), ("--skip 12", [[]]), ("--skip 99 -n 1", [[]]),
  ])
  func rowsAreThoseThatWereAskedFor(_ options: String, _ rows: [[Int]]) throws {
    #expect(try box.run("t-slice \(options) in.t > out.t") == .success())
    #expect(
      try box.content("out.t")
        == RowContent(rows: rows, isWhole: true, sources: rows.map { _ in "by hand" }))
  }

  @Test(arguments: [
    ("--tensors y", ["y", "@source"]), ("--tensors d,x", ["x", "d", "@source"]),
    ("--tensors x,@source,x", ["x", "@source"]),
    ("--drop y", ["x", "d", "@source"]), ("--drop x,d", ["y", "@source"]),
    ("--drop @source", ["x", "y", "d"]),
  ])
  func tensorsAreThoseThatWereAskedFor(_ options: String, _ names: [String]) throws {
    #expect(try box.run("t-slice \(options) --rows 3-4 in.t > out.t") == .success())
    let frames = try box.frames("out.t")
    #expect(frames.map { $0.tensors.map(\.name) } == [names, names])
    for (row, frame) in zip([3, 4], frames) {
      let whole = try rowFrame(row..<row + 1)
      for tensor in frame.tensors {
        #expect(whole[tensor.name]?.isIdentical(to: tensor) == true)
      }
    }
  }

  @Test func theOutputMayBeTheInput() throws {
    #expect(try box.run("t-slice -n 2 -o in.t in.t") == .success())
    #expect(try box.rowIndices("in.t") == [0, 1])
  }

  /// Streams in one input are one stream; the rows that are wanted end long before the damage.
  @Test func allOfTheInputIsRead() throws {
    #expect(try box.run("cat in.t in.t | t-slice -r 11-12 > out.t") == .success())
    #expect(try box.rowIndices("out.t") == [11, 0])
    let outcome = try box.run("head -c -1 in.t | t-slice -n 1 > out.t")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.hasSuffix("the input ends inside the frame; it was cut\n"), "\(outcome.errors)"
    )
  }

  @Test(arguments: [
    (
      "-r 12 in.t", 65,
      "in.t: the stream has 12 rows, counted from 0, and --rows asks for row 12"
    ),
    (
      "--rows 5,8-100 < in.t", 65,
      "standard input: the stream has 12 rows, counted from 0, and --rows asks for row 100"
    ),
    ("-r 0 -n 1 in.t", 64, "--first: has no meaning with --rows: give one of the two"),
    ("-r 0 --skip 1 in.t", 64, "--skip: has no meaning with --rows: give one of the two"),
    (
      "--tensors x --drop y in.t", 64,
      "--drop: has no meaning with --tensors: give one of the two"
    ),
    (
      "-r 9-3 in.t", 64,
      "-r: expected whole numbers and ranges of them, such as 0-9,20, found '9-3'"
    ),
    (
      "-r '' in.t", 64,
      "-r: expected whole numbers and ranges of them, such as 0-9,20, found ''"
    ),
    (
      "-r 9223372036854775807 in.t", 64, "--rows: no stream has a row 9223372036854775807"
    ),
    (
      "-n -1 in.t", 64,
      "-n: expected a whole number from 0 to 9223372036854775807, found '-1'"
    ),
    (
      "--drop x,,y in.t", 64,
      "--drop: expected names of tensors with commas between, such as x,y, found 'x,,y'"
    ),
    (
      "--tensors z in.t", 65, "in.t: frame 0: no tensor 'z', found 'x', 'y', 'd', '@source'"
    ),
    ("--drop x,z in.t", 65, "in.t: frame 0: no tensor 'z', found 'x', 'y', 'd', '@source'"),
    (
      "--drop d,y,x in.t", 65,
      "in.t: frame 0: nothing but metadata would be left, expected a tensor with rows to keep"
    ),
    ("in.t in.t", 64, "in.t: one operand too many; try 't-slice --help'"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("t-slice -o out.t \(line)") == .failure(status, "t-slice: \(message)"))
    #expect(try box.files() == ["in.t"])
  }
}
