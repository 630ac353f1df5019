import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct Tsv2tTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  /// The only frame that a line makes of a text.
  private func frame(_ line: String, _ text: String) throws -> Frame {
    let outcome = try box.run("\(line) > out.t", input: Array(text.utf8))
    #expect(outcome == .success())
    let frames = try box.frames("out.t")
    try #require(frames.count == 1)
    return frames[0]
  }

  @Test(arguments: [
    "1\t2.5\n-3\t4e1\n", "1\t2.5\n-3\t4e1", "1\t2.5\r\n-3\t4e1\r\n", "1\t2.5\n-3\t4e1\n\n\r\n\n",
    "1.\t25E-1\n-3.000\t.4e+2\n", "01\t2.50\n-0003\t40\n",
  ])
  func linesAreRows(_ text: String) throws {
    let frame = try frame("tsv2t", text)
    #expect(frame.tensors.map(\.name) == ["z"])
    #expect(frame["z"]?.shape == [2, 2])
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2.5, -3, 40])
  }

  @Test func options() throws {
    var frame = try frame("tsv2t --separator , --tensor x --type u8 --shape 1x2x3", "1,2,3,4,5,255")
    #expect(frame["x"]?.shape == [1, 1, 2, 3])
    #expect(frame["x"]?.elements(of: UInt8.self) == [1, 2, 3, 4, 5, 255])
    frame = try self.frame("tsv2t --header --label --type i64 --shape 1", "y\tz\n-7\t9\n8\t-1\n")
    #expect(frame["z"]?.shape == [2, 1] && frame["z"]?.elements(of: Int64.self) == [9, -1])
    #expect(frame["y"]?.elements(of: Int32.self) == [-7, 8])
    frame = try self.frame("tsv2t --type i32 --separator tab", "-2147483648\t2147483647")
    #expect(frame["z"]?.elements(of: Int32.self) == [.min, .max])
    frame = try self.frame("tsv2t --type i64", "-9223372036854775808\t9223372036854775807")
    #expect(frame["z"]?.elements(of: Int64.self) == [.min, .max])
  }

  /// Text without lines, or with nothing but a header, is a stream without frames.
  @Test(arguments: [
    ("tsv2t", ""), ("tsv2t", "\n\n"), ("tsv2t --header", ""), ("tsv2t --header", "z\n"),
  ])
  func noLines(_ line: String, _ text: String) throws {
    #expect(try box.run("\(line) > out.t", input: Array(text.utf8)) == .success())
    #expect(try box.frames("out.t").isEmpty)
  }

  /// What `t2tsv` writes becomes the same numbers, bit for bit.
  @Test func roundTrip() throws {
    let rows = 3000
    let floats = (0..<rows * 4).map { Float(bitPattern: UInt32($0) &* 2_654_435_761) }
      .map { $0.isFinite ? $0 : -0.0 }
    let labels = (0..<rows).map { Int32(truncatingIfNeeded: $0 &* 1_234_567) }
    try box.writeFrame(
      "in.t", Tensor("z", shape: [rows, 4], floats), Tensor("y", shape: [rows], labels))
    #expect(try box.run("t2tsv --tensors y,z in.t | tsv2t --label > out.t") == .success())
    let frame = try box.frames("out.t")[0]
    #expect(frame["z"]?.elements(of: Float.self).map(\.bitPattern) == floats.map(\.bitPattern))
    #expect(frame["y"]?.elements(of: Int32.self) == labels)
    let doubles = (0..<rows).map { Double(bitPattern: UInt64($0) &* 11_400_714_819_323_198_485) }
      .map { $0.isFinite ? $0 : -0.0 }
    try box.writeFrame("in.t", Tensor("z", shape: [rows, 1], doubles))
    #expect(try box.run("t2tsv in.t | tsv2t --type f64 | cmp - in.t") == .success())
  }

  /// Numbers where a way through 64 bits, or a product with a rounded power of ten, would miss the nearest
  /// float: middles between two floats, a hair above and below, subnormals, and many digits. The standard
  /// library's reading of a whole text is the reference.
  @Test func numbersAreTheNearest() throws {
    var texts = [
      "16777217", "16777217.0000000000000001", "16777216.9999999999999999", "16777219", "-0",
      "0e999",
      "9007199254740993", "9007199254740992e-22", "1e22", "1e23", "8.5e22", "1e-22", "1e-23",
      "123456789012345678", "1234567890123456789", "12345678901234567890",
      "99999999999999999999e-25",
      "0.000000000000000000000000000000000000000000001", "1.4e-45", "7.0064923e-46",
      "7.0064924e-46",
      "1.1754944e-38", "1.17549431e-38", "3.4028235e38", "3.4028235677973366e38", "1e-400",
      "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-99999999999999999999",
      "0.1", "0.2", "0.3",
    ]
    for i in 0..<2000 {
      let float = Float(bitPattern: UInt32(i) &* 2_654_435_761 & 0x7F7F_FFFE)
      // Between two floats, which a 64-bit float holds exactly.
      let middle = (Double(float) + Double(float.nextUp)) / 2
      texts += ["\(middle)", "\(middle.nextUp)", "\(middle.nextDown)"]
      // 25 bits and a power of ten within reach of one product.
      texts.append("\(UInt32(i) &* 40503 % 33_554_432)e\(i % 21 - 10)")
      texts.append("\(UInt64(i) &* 11_400_714_819_323_198_485 >> 11)e\(i % 45 - 22)")
    }
    let fitting = texts.filter { Float($0)?.isFinite == true }
    #expect(fitting.count > 9000)
    let z = try frame("tsv2t", fitting.joined(separator: "\n"))["z"]
    #expect(
      z?.elements(of: Float.self).map(\.bitPattern) == fitting.compactMap { Float($0)?.bitPattern })
    let d = try frame("tsv2t --type f64", texts.joined(separator: "\n"))["z"]
    #expect(
      d?.elements(of: Double.self).map(\.bitPattern) == texts.compactMap { Double($0)?.bitPattern })
  }

  /// 3,000,000 bytes of numbers are three frames, in order; the text is read through many buffers.
  @Test func framesAreAboutAMegabyte() throws {
    let rows = 7500
    let lines = (0..<rows).map { row in
      (0..<100).map { "\(row * 100 + $0)" }.joined(separator: "\t")
    }
    let outcome = try box.run(
      "tsv2t -o out.t", input: Array(lines.joined(separator: "\n").utf8))
    #expect(outcome == .success())
    // 2,622 rows of 400 bytes are the first to reach 1 MiB.
    #expect(try box.frames("out.t").map { try $0.rows() } == [2622, 2622, 2256])
    #expect(try box.values("out.t", "z") == (0..<rows * 100).map { Float($0) })
  }

  @Test(arguments: [
    (
      "1\t2\n3\tabc\n",
      "line 2, field 2: found 'abc', expected a decimal number; for labels there is --label, or "
        + "--label=last"
    ),
    ("1\t2\n3\t\n", "line 2, field 2: found nothing, expected a decimal number"),
    ("1\t\t2\n", "line 1, field 2: found nothing, expected a decimal number"),
    (
      "1 2\n",
      "line 1, field 1: found '1 2', expected a decimal number; try --separator blank"
    ),
    (
      " 1\n",
      "line 1, field 1: found ' 1', expected a decimal number; to drop blanks, put tr -d ' ' before"
    ),
    ("+1\n", "line 1, field 1: found '+1', expected a decimal number"),
    (
      "1,5\n",
      "line 1, field 1: found '1,5', expected a decimal number; try --separator ,; "
        + "for decimal commas, put tr , . before"
    ),
    ("0x10\n", "line 1, field 1: found '0x10', expected a decimal number"),
    ("nan\n", "line 1, field 1: found 'nan', expected a decimal number"),
    ("-inf\n", "line 1, field 1: found '-inf', expected a decimal number"),
    ("-\n", "line 1, field 1: found '-', expected a decimal number"),
    (".\n", "line 1, field 1: found '.', expected a decimal number"),
    ("1e\n", "line 1, field 1: found '1e', expected a decimal number"),
    ("1e+\n", "line 1, field 1: found '1e+', expected a decimal number"),
    ("1e1.5\n", "line 1, field 1: found '1e1.5', expected a decimal number"),
    ("1.2.3\n", "line 1, field 1: found '1.2.3', expected a decimal number"),
    ("1\r2\n", "line 1, field 1: found '1\\x0D2', expected a decimal number"),
    (
      "1e39\n",
      "line 1, field 1: found '1e39', expected a decimal number of magnitude at most 3.4028235e+38"
    ),
    (
      "0\n-3.4028235677973367e38\n",
      "line 2, field 1: found '-3.4028235677973367e38', "
        + "expected a decimal number of magnitude at most 3.4028235e+38"
    ),
    (
      "1e99999999999999999999\n",
      "line 1, field 1: found '1e99999999999999999999', "
        + "expected a decimal number of magnitude at most 3.4028235e+38"
    ),
    ("1\t2\n3\n", "line 2: 1 fields, expected 2"),
    ("1\t2\n3\t4\t5\n", "line 2: 3 fields, expected 2"),
    ("1\n\n\n2\n", "line 2: the line is empty, expected at least one field"),
    ("\n1\n", "line 1: the line is empty, expected at least one field"),
    (
      "é\n",
      "line 1, field 1: found '\\xC3\\xA9', expected a decimal number; try --header"
    ),
  ])
  func textIsRefused(_ text: String, _ message: String) throws {
    #expect(
      try box.run("tsv2t > out.t", input: Array(text.utf8))
        == .failure(65, "tsv2t: standard input: \(message)"))
  }

  @Test(arguments: [
    (
      "--type u8", "0\t256\n", "line 1, field 2: found '256', expected a whole number from 0 to 255"
    ),
    ("--type u8", "-1\n", "line 1, field 1: found '-1', expected a whole number from 0 to 255"),
    ("--type u8", "1.0\n", "line 1, field 1: found '1.0', expected a whole number from 0 to 255"),
    (
      "--type i32", "2147483648\n",
      "line 1, field 1: found '2147483648', "
        + "expected a whole number from -2147483648 to 2147483647"
    ),
    (
      "--type i64", "9223372036854775808\n",
      "line 1, field 1: found '9223372036854775808', "
        + "expected a whole number of 64 bits"
    ),
    (
      "--type f64", "1e309\n",
      "line 1, field 1: found '1e309', "
        + "expected a decimal number of magnitude at most 1.7976931348623157e+308"
    ),
    (
      "--label", "1.5\t2\n",
      "line 1, field 1: found '1.5', expected a whole number from -2147483648 to 2147483647"
    ),
    ("--label", "1\n", "line 1: found the label alone, expected numbers beside it"),
    ("--shape 2x2", "1\t2\t3\n", "line 1: 3 fields, expected 4"),
    ("--label --shape 2", "1\t2\n", "line 1: 2 fields, expected 3 with the label"),
    (
      "--header", "z\n1\nx\n",
      "line 3, field 1: found 'x', expected a decimal number; for labels there is --label, or "
        + "--label=last"
    ),
  ])
  func textIsRefusedWith(_ options: String, _ text: String, _ message: String) throws {
    #expect(
      try box.run("tsv2t \(options) > out.t", input: Array(text.utf8))
        == .failure(65, "tsv2t: standard input: \(message)"))
  }

  /// Tables as other programs write them.
  @Test(arguments: [
    ("--separator ,", "\u{FEFF}1,2.5\r\n-3,40\r\n"), ("--separator ';'", "1;2.5\n-3;40\n"),
    ("--separator blank", "1 2.5\n-3 40\n"), ("--separator ' '", "  1   2.5 \n-3\t \t40  \n"),
    ("--separator , --header", "\u{FEFF}\"a, b\",c\n1,2.5\n-3,40"), ("", "\u{FEFF}1\t2.5\n-3\t40"),
  ])
  func tablesOfOthers(_ options: String, _ text: String) throws {
    let frame = try frame("tsv2t \(options)", text)
    #expect(frame["z"]?.shape == [2, 2])
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2.5, -3, 40])
  }

  /// The mark of UTF-8 is one at the beginning alone.
  @Test func aMarkElsewhereIsRefused() throws {
    #expect(
      try box.run("tsv2t", input: Array("1\n\u{FEFF}2\n".utf8)).errors
        == "tsv2t: standard input: line 2, field 1: found '\\xEF\\xBB\\xBF2', "
        + "expected a decimal number\n")
    #expect(try frame("tsv2t", "\u{FEFF}1")["z"]?.elements(of: Float.self) == [1])
    #expect(try box.run("tsv2t > out.t", input: Array("\u{FEFF}".utf8)) == .success())
    #expect(try box.frames("out.t").isEmpty)
  }

  @Test(arguments: [
    ("--label", "7,1,2\n8,3,4\n"), ("--label=1", "7,1,2\n8,3,4\n"),
    ("--label=2", "1,7,2\n3,8,4\n"), ("--label=3", "1,2,7\n3,4,8\n"),
    ("--label=last", "1,2,7\n3,4,8\n"), ("--label=last --shape 2x1", "1,2,7\n3,4,8\n"),
  ])
  func theLabelIsInAnyField(_ option: String, _ text: String) throws {
    let frame = try frame("tsv2t --separator , \(option)", text)
    #expect(frame["z"]?.elements(of: Float.self) == [1, 2, 3, 4])
    #expect(frame["y"]?.elements(of: Int32.self) == [7, 8])
  }

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

  @Test(arguments: [
    ("--type f16", 64, "--type: expected u8, i32, i64, f32 or f64, found 'f16'"),
    (
      "--shape 0x2", 64,
      "--shape: expected one to three numbers from 1 to 65536, such as 28x28, found '0x2'"
    ),
    (
      "--shape 2x", 64,
      "--shape: expected one to three numbers from 1 to 65536, such as 28x28, found '2x'"
    ),
    ("--separator :", 64, "--separator: expected tab, ',', ';' or blank, found ':'"),
    ("--label=0", 64, "--label: expected the number of a field from 1, or last, found '0'"),
    (
      "--tensor @z", 64,
      "--tensor: expected 1 to 255 visible characters of ASCII, the first of them not @, found '@z'"
    ),
    (
      "--tensor ''", 64,
      "--tensor: expected 1 to 255 visible characters of ASCII, the first of them not @, found ''"
    ),
    ("--label --tensor y", 64, "--tensor: 'y' is the name of the labels, expected another"),
    ("none.tsv", 66, "none.tsv: cannot open: no such file or directory"),
    (".", 66, ".: is a directory, expected a file"),
    ("<&-", 74, "standard input: cannot read: bad file descriptor"),
    ("-o none/out.t < /dev/null", 73, "none/out.t: cannot create: no such file or directory"),
    (
      "< /dev/null > /dev/full", 74,
      "standard output: frame 0: cannot write: no space left on device"
    ),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    let outcome = try box.run("tsv2t \(line)")
    #expect(
      outcome.status == status && outcome.errors == "tsv2t: \(message)\n", "\(outcome.errors)")
  }

  /// What is no text at all is told in one line, and no output is left.
  @Test func otherInputIsRefused() throws {
    try box.writeFrame("in.t", Tensor("z", shape: [1, 1], [1] as [Float]))
    #expect(
      try box.run("tsv2t -o out.t in.t")
        == .failure(65, "tsv2t: in.t: is a tensor stream, expected lines of text: t2tsv FILE"))
    #expect(
      try box.run("tsv2t -o out.t", input: [0, 0xFF, 0x1B, 0x5B])
        == .failure(
          65,
          "tsv2t: standard input: line 1, field 1: found '\\x00\\xFF\\x1B[', expected a decimal number"
        ))
    #expect(
      try box.run("head -c 20000000 /dev/zero | tsv2t -o out.t")
        == .failure(
          65,
          "tsv2t: standard input: line 1: longer than 16777216 bytes, expected lines of text"))
    #expect(try box.files() == ["in.t"])
  }

  @Test(.enabled(if: Checkout.has("script")))
  func aTerminalIsRefused() throws {
    try box.write("in.tsv", Array("1\n".utf8))
    for (line, message) in [
      ("tsv2t > out.t", "standard input: is a terminal: expected lines of text; use a pipe"),
      ("tsv2t in.tsv", "standard output: is a terminal: a tensor stream is binary"),
    ] {
      let outcome = try box.run("script -qec '\(line)' /dev/null")
      #expect(outcome.status == 64 && outcome.text.contains(message), "\(outcome.text)")
    }
  }
}
