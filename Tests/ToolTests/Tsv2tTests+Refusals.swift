import TensorIO
import Testing
import ToolSandbox

/// What is no table, and what does not go together.
extension Tsv2tTests {
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
