import TensorIO
import Testing
import ToolSandbox

/// What people get wrong in tables and about them: one line that says what was found, where, and what to do.
@Suite struct Csv2tMistakeTests {
  @Test(arguments: Csv2tMistake.all)
  func oneLine(_ mistake: Csv2tMistake) throws {
    let box = try Sandbox()
    try box.write("in.csv", Array(mistake.text.utf8))
    let outcome = try box.run("csv2t \(mistake.options) in.csv > out.t")
    let subject = mistake.message.hasPrefix("--") ? "" : "in.csv: "
    #expect(outcome == .failure(mistake.status, "csv2t: \(subject)\(mistake.message)"))
  }

  /// Text that is not UTF-8, as bytes.
  @Test(arguments: [
    (
      [0xFF, 0xFE, 97, 0],
      "is UTF-16 text, expected a table of text, such as CSV: iconv -f UTF-16 -t UTF-8 FILE | csv2t"
    ),
    (
      [97, 0, 44, 0],
      "line 1, column 1: found a zero byte, expected text; is it UTF-16? iconv -f UTF-16 -t UTF-8 FILE | csv2t"
    ),
    (
      [97, 10, 0xE9, 10],
      "line 2, column 1, 'a': found '\\xE9', expected UTF-8: iconv -f LATIN1 -t UTF-8 FILE | csv2t, if it is Latin 1"
    ),
    (
      [0xE9, 10, 97, 10],
      "line 1, column 1: found '\\xE9', expected UTF-8: iconv -f LATIN1 -t UTF-8 FILE | csv2t, if it is Latin 1"
    ),
  ])
  func otherCodes(_ bytes: [UInt8], _ message: String) throws {
    let box = try Sandbox()
    try box.write("in.csv", bytes)
    #expect(try box.run("csv2t in.csv > out.t") == .failure(65, "csv2t: in.csv: \(message)"))
  }

  /// The last of a million rows is not as those before: a word, which is found, and a fraction, which is kept.
  @Test func lateTurns() throws {
    let box = try Sandbox()
    let rows = "(echo a,b; seq -f '%.0f,1' 1000000; echo"
    #expect(
      try box.run("\(rows) x,1) > in.csv; csv2t in.csv > out.t")
        == .failure(
          65,
          "csv2t: in.csv: line 1000002, column 1, 'a': found 'x' after 1000000 numbers: --na 'x' if it stands for a "
            + "missing one, or --kind NAME=category"))
    #expect(try box.run("\(rows) 0.5,0) > in.csv; csv2t in.csv > out.t") == .success())
    let last = try box.frames("out.t").last
    #expect(last?["x"]?.elements(of: Double.self).suffix(2) == [0.5, 0])
    #expect(last?.columns?["b"]?.kind == .flag)
    // Told and in one pass.
    #expect(
      try box.run("\(rows) 0.5,1) | csv2t --kind a=count --kind b=number > out.t").errors
        == "csv2t: standard input: line 1000002, column 1, 'a': found '0.5', expected a count, a whole number from 0 to "
        + "16777216\n")
  }

  @Test func levelsWithoutEnd() throws {
    #expect(
      try Sandbox().run("(echo a; seq -f 'x%.0f' 65536) > in.csv; csv2t in.csv > out.t")
        == .failure(
          65,
          "csv2t: in.csv: line 65537, column 1, 'a': more than 65535 different values: --id, --kind NAME=text or --drop"
        ))
  }
}
