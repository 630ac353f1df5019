import Foundation
import TensorIO
import Testing
import ToolSandbox

@Suite struct Csv2tTests {
  let box: Sandbox

  init() throws { box = try Sandbox() }

  /// The frames that a line makes of a text in the file in.csv.
  private func frames(_ line: String, _ text: String, says: String = "") throws -> [Frame] {
    try box.write("in.csv", Array(text.utf8))
    let outcome = try box.run("\(line) in.csv > out.t")
    #expect(outcome.status == 0 && outcome.errors == says, "\(outcome.errors)")
    return try box.frames("out.t")
  }

  private func frame(_ line: String, _ text: String) throws -> Frame {
    let frames = try frames(line, text)
    #expect(frames.count == 1)
    return try #require(frames.first)
  }

  /// The lines of `@!columns`.
  private func columns(_ line: String, _ text: String) throws -> String {
    try frame(line, text)[Columns.field]?.text ?? ""
  }

  private func x(_ frame: Frame) -> [Double?] {
    (frame["x"]?.elements(of: Double.self) ?? []).map { $0.isNaN ? nil : $0 }
  }

  private static let people = #"""
    height,id,kind,smokes,"species, latin",n
    1.5,a1,red,yes,setosa,0
    ,a2,"b ""x""",no,versicolor,1
    -3e5,a3,NA,yes,,1
     7 , é , red , , "virginica",0

    """#

  @Test func everyKind() throws {
    let frame = try frame("csv2t --id id --label 'species, latin'", Self.people)
    #expect(
      frame[Columns.field]?.text
        == "x\tnumber\theight\nid\tid\tid\nx\tcategory\tkind\tb \"x\"\tred\nx\tflag\tsmokes\tno\tyes\n"
        + "y\tlabel\tspecies, latin\tsetosa\tversicolor\tvirginica\nx\tflag\tn\t0\t1\n")
    #expect(frame["x"]?.shape == [4, 4])
    #expect(
      x(frame) == [1.5, 1, 1, 0, nil, 0, 0, 1, -300_000, nil, 1, 1, 7, 1, nil, 0])
    #expect(frame["y"]?.elements(of: Int32.self) == [0, 1, -1, 2])
    #expect(frame["id"]?.shape == [4, 64])
    let nan = frame["x"]?.elements(of: Double.self)[4].bitPattern
    #expect(nan == 0x7FF8_0000_0000_0000)
  }

  /// What is found of a column, by its values.
  @Test(arguments: [
    ("0,1,1", "x\tflag\ta\t0\t1\n"), ("0,1,NA", "x\tflag\ta\t0\t1\n"),
    ("0,0,0", "x\tnumber\ta\n"), ("1,1,1", "x\tnumber\ta\n"), ("0,1,2", "x\tnumber\ta\n"),
    ("0,1,1.0", "x\tnumber\ta\n"), ("NA,NA,", "x\tnumber\ta\n"), ("+1,-.5,1e3", "x\tnumber\ta\n"),
    ("yes,no,yes", "x\tflag\ta\tno\tyes\n"), ("True,False", "x\tflag\ta\tFalse\tTrue\n"),
    ("true,FALSE", "x\tflag\ta\tFALSE\ttrue\n"), ("yes,true", "x\tcategory\ta\ttrue\tyes\n"),
    ("yes,yes", "x\tcategory\ta\tyes\n"), ("b,a,\"NA\"", "x\tcategory\ta\tNA\ta\tb\n"),
    ("2024-01-01,2024-01-02", "x\tcategory\ta\t2024-01-01\t2024-01-02\n"),
  ])
  func foundKinds(_ values: String, _ line: String) throws {
    let text =
      "a,b\n"
      + values.split(separator: ",", omittingEmptySubsequences: false)
      .map { "\($0),5\n" }.joined()
    #expect(try columns("csv2t", text) == line + "x\tnumber\tb\n")
  }

  @Test(arguments: [
    ("--kind a=category", "10\n9\n1.5\n", "x\tcategory\ta\t1.5\t9\t10\n", [2, 1, 0]),
    ("--kind a=category", "10\n9\nx\n", "x\tcategory\ta\t10\t9\tx\n", [0, 1, 2]),
    ("--kind a=count", "16777216\n0\n3\n", "x\tcount\ta\n", [16_777_216, 0, 3]),
    ("--kind a=flag", "2\n1\n2\n", "x\tflag\ta\t1\t2\n", [1, 0, 1]),
    ("--kind a=number", "0\n1\n1\n", "x\tnumber\ta\n", [0, 1, 1]),
  ])
  func toldKinds(_ options: String, _ rows: String, _ line: String, _ values: [Double]) throws {
    let frame = try frame("csv2t \(options)", "a\n" + rows)
    #expect(frame[Columns.field]?.text == line)
    #expect(x(frame) == values)
  }

  @Test func labelsTimesAndTexts() throws {
    var frame = try frame(
      "csv2t --label c --time t --kind n=text --kind m=text", "n,t,c,m\n\"a\nb\",0.5,7,é\nNA,,0,\n")
    #expect(
      frame[Columns.field]?.text
        == "text.0\ttext\tn\ntime\ttime\tt\ny\tlabel\tc\ntext.1\ttext\tm\n")
    #expect(frame["y"]?.elements(of: Int32.self) == [7, 0])
    #expect(frame["time"]?.elements(of: Double.self)[0] == 0.5)
    #expect(frame["x"] == nil && frame["text.0"]?.shape == [2, 64])
    frame = try self.frame("csv2t --label c --drop t", "c,t\n07,1\n1.5,1\n")
    #expect(frame[Columns.field]?.text == "y\tlabel\tc\t1.5\t07\n")
  }

  @Test(arguments: [
    ("", "a;b\n1,5;x\n2;y\n", [1.5, 0, 2, 1]), ("", "a;b\n1.5;x\n2;y\n", [1.5, 0, 2, 1]),
    ("", "a\tb\n1.5\tx, y\n2\ty\n", [1.5, 0, 2, 1]),
    ("", " a  \"b c\"\n 1\t x \n2 y\n", [1, 0, 2, 1]),
    ("", "\u{FEFF}a,b\r\n1,x\r\n2,y", [1, 0, 2, 1]),
    ("", "a,b\n1,\"x\n\n\"\n2,y\n\n\n", [1, 0, 2, 1]),
    ("--decimal ,", "a,b\n\"1,5\",x\n2,y\n", [1.5, 0, 2, 1]),
    ("--separator ';'", "a,c;b\n1;x\n2;y\n", [1, 0, 2, 1]),
    ("--header yes", "1,2\n1,x\n2,y\n", [1, 0, 2, 1]),
    ("--header no --kind 2=category", "1,x\n2,y\n", [1, 0, 2, 1]),
    ("--na '?,-'", "a,b\n?,x\n2,-\n5,NA\n", [nil, 1, 2, nil, 5, 0]),
    ("", "a,b\n1,5\" pipe\n2,6\"\n", [1, 0, 2, 1]),
  ])
  func forms(_ options: String, _ text: String, _ values: [Double?]) throws {
    #expect(x(try frame("csv2t \(options)", text)) == values)
  }

  @Test func aFirstLineWithANumberIsARow() throws {
    let says =
      "csv2t: the first line has a number, so it was taken for a row, and columns are named 1, 2, …; --header yes if "
      + "it has names\n"
    let frames = try frames("csv2t", "1,x\n2,y\n", says: says)
    #expect(frames[0][Columns.field]?.text == "x\tnumber\t1\nx\tcategory\t2\tx\ty\n")
    // A name that an option has is one.
    #expect(
      try columns("csv2t --label name", "name,2019\na,1\n")
        == "y\tlabel\tname\ta\nx\tnumber\t2019\n")
  }

  @Test func numbersAreTheNearest() throws {
    let texts = [
      "0.1", "-0", "9007199254740993.5", "9007199254740994", "123456789012345.6", "1e22", "1e-23",
      ".5", "5.", "0.30000000000000004", "99999999999999999999e-25", "123456789.123456789",
      "999999999999999", "0.000000000000001", "-1234567.25", "2.4703282292062328e-324",
    ]
    let values = try frame("csv2t", "a\n" + texts.joined(separator: "\n"))["x"]?
      .elements(of: Double.self)
    #expect(values?.map(\.bitPattern) == texts.map { Double($0)?.bitPattern ?? 0 })
  }

  @Test func compressedAndPiped() throws {
    let plain = try frames("csv2t --label kind", Self.people)
    #expect(plain.count == 1)
    let line = """
      csv2t --label kind in.csv > plain.t; gzip -k in.csv; zstd -q in.csv
      cat in.csv in.csv | head -c 100000 > /dev/null
      for way in 'csv2t --label kind in.csv.gz' 'csv2t --label kind in.csv.zst' 'cat in.csv | csv2t --spool --label kind' \
        'cat in.csv.gz | csv2t --spool=. --label kind' 'cat in.csv.zst | csv2t --label kind --like plain.t' \
        'csv2t --label kind - < in.csv' 'csv2t --like plain.t in.csv'; do
        eval "$way" | cmp - plain.t || exit 1
      done
      """
    #expect(try box.run(line) == .success())
    #expect(try box.files().filter { $0.hasPrefix("vaeutils") } == [])
  }

  /// Frames of about 1 MiB, whose columns are the same, and found in the last row too.
  @Test func frames() throws {
    let rows = (0..<100_000).map { "\($0),\($0 % 3 == 0 ? "a" : "b")\n" }.joined()
    let frames = try frames("csv2t", "n,k\n" + rows + "0.5,c\n")
    #expect(try frames.map { try $0.rows() } == [37_450, 37_450, 25_101])
    #expect(
      Set(frames.map { $0[Columns.field]?.text }) == ["x\tnumber\tn\nx\tcategory\tk\ta\tb\tc\n"])
    #expect(x(frames[2]).suffix(2) == [0.5, 2])
  }

  @Test func wideAndLong() throws {
    let many = 100_000
    let names = (0..<many).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<many).map { "\($0 % 7)" }.joined(separator: ",")
    let frame = try frame("csv2t", "\(names)\n\(row)\n\(row)\n")
    #expect(frame["x"]?.shape == [2, many] && frame.columns?.all.count == many)
    let long = String(repeating: "é\n\"\"", count: 1 << 18)
    let frames = try frames(
      "csv2t --kind t=text --text-bytes 1048576", "n,t\n1,\"\(long)\"\n2,x\n")
    #expect(frames.map { $0["text.0"]?.shape } == [[1, 1 << 20], [1, 1 << 20]])
    #expect(try box.run("t2csv out.t | cmp - in.csv") == .success())
  }
}
