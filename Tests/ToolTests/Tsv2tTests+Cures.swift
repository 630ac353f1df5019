import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Where other options or another program would read a table, the message or the manual says so.
extension Tsv2tTests {
  /// Where other options would read a table, the message names them.
  @Test(arguments: [
    ("", "1,2,3\n", "try --separator ,"), ("", "1;2\n", "try --separator ';'"),
    ("", "0.5 1\n", "try --separator blank"), ("--separator ,", "1\t2\n", "try --separator tab"),
    ("--separator blank", "a\tb\n1 2\n", "try --header"),
    ("", "a,b\n1,2\n", "try --separator , --header"), ("", "a\tb\n1\t2\n", "try --header"),
    ("", "größe\tb\n1\t2\n", "try --header"),
    ("", "1,5\t2\n", "for decimal commas, put tr , . before"),
    ("--separator ';'", "1,5;2\n", "for decimal commas, put tr , . before"),
    ("", "1,5;2,25\n", "try --separator ';'; for decimal commas, put tr , . before"),
    ("", "1,5 2,25\n", "try --separator blank; for decimal commas, put tr , . before"),
    ("--separator ,", "1,\"2\"\n", "to drop quotes, put tr -d '\"' before"),
    ("--separator ,", "1, 2, 3\n", "to drop blanks, put tr -d ' ' before"),
    ("--separator ';'", "1 ;2\n", "to drop blanks, put tr -d ' ' before"),
    ("", "1\t 2\n", "to drop blanks, put tr -d ' ' before"),
    (
      "--separator ,", "1,2,rose\n3,4,tulip\n", "for labels there is --label, or --label=last"
    ),
    (
      "--separator , --label=last", "1,2,rose\n",
      "classes need numbers, tsv2t(1) shows how to number names"
    ),
  ])
  func theMessageNamesTheCure(_ options: String, _ text: String, _ cure: String) throws {
    let outcome = try box.run("tsv2t \(options) > out.t", input: Array(text.utf8))
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasSuffix("; \(cure)\n"), "\(outcome.errors)")
    #expect(outcome.errors.count { $0 == "\n" } == 1)
  }

  /// A number that is missing is no name, and no options help.
  @Test(arguments: ["NA", "nan", "-inf", "NULL", "", "1e", "0x10", "-", "1,234.5"])
  func noCureIsMadeUp(_ field: String) throws {
    let outcome = try box.run("tsv2t", input: Array("1\t2\n\(field)\t4\n".utf8))
    #expect(outcome.status == 65 && outcome.errors.hasSuffix("expected a decimal number\n"))
  }

  /// A line without any separator tells of none.
  @Test func noSeparatorIsMadeUp() throws {
    for (text, message) in [
      ("1,2\n3\n", "line 2: 1 fields, expected 2"),
      ("NA\n", "line 1, field 1: found 'NA', expected a decimal number"),
    ] {
      #expect(
        try box.run("tsv2t --separator ,", input: Array(text.utf8)).errors
          == "tsv2t: standard input: \(message)\n")
    }
  }

  /// The three recipes of the man page; a line that is set in goes on with the one before.
  @Test func tablesThatNeedAnotherProgramBefore() throws {
    let page = try String(contentsOf: Checkout.manPage(of: "tsv2t"), encoding: .utf8)
    let lines = page.split(separator: "\n").filter { $0.hasPrefix(".Dl ") }
      .map { $0.dropFirst(4).replacing("\"", with: "").replacing("\\&", with: "") }
    let recipes = lines.joined(separator: "\n").replacing("\n  ", with: " ")
      .replacing("\\(dq", with: "\"").split(separator: "\n")
      .filter { $0.hasPrefix("awk") || $0.hasPrefix("tr") }
    try #require(recipes.count == 3)
    try box.write("people.csv", Array("cm,kg,n\r\n160,50,3\r\n180,70,3\r\n170,90,3\r\n".utf8))
    try box.write("iris.csv", Array("5.1,3.5,setosa\n4,2,virginica\n5,3,setosa\n".utf8))
    try box.write("own.csv", Array("\"h\";\"w\"\r\n1,5;\"2\"\r\n-0,25;3\r\n".utf8))
    #expect(try box.run(recipes.joined(separator: "\n")) == .success())
    let iris = try box.frames("iris.t")[0]
    #expect(iris["x"]?.elements(of: Float.self) == [5.1, 3.5, 4, 2, 5, 3])
    #expect(iris["y"]?.elements(of: Int32.self) == [0, 1, 0])
    #expect(try box.frames("own.t")[0]["x"]?.elements(of: Float.self) == [1.5, 2, -0.25, 3])
    let people = try #require(try box.frames("people.t")[0]["x"]?.elements(of: Float.self))
    // A deviation is √(2/3) of the step between the rows; awk writes six digits.
    let far = Float(1.5.squareRoot())
    for (value, expected) in zip(people, [-far, -far, 0, far, 0, 0, 0, far, 0]) {
      #expect(abs(value - expected) < 1e-5)
    }
    #expect(people.count == 9)
  }

  @Test func fieldCountsNameTheSeparator() throws {
    let line = "tsv2t --separator , --label=3"
    #expect(
      try box.run(line, input: Array("1;2;3\n".utf8)).errors
        == "tsv2t: standard input: line 1: found the label alone, expected numbers beside it; "
        + "try --separator ';'\n")
  }
}
