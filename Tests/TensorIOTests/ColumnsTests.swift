import TensorIO
import Testing

@Suite struct ColumnsTests {
  static let text = """
    x\tnumber\theight, cm
    id\tid\tpatient
    x\tcategory\tkind\ta\tb "x"\ta\\tb\\\\n\\n
    x\tflag\tsmokes\tno\tyes
    x\tcount\t
    y\tlabel\tspecies\tsetosa\tversicolor
    time\ttime\twhen
    text.0\ttext\tnote
    batch\tcategory\tlot\tL1

    """

  @Test func parsed() throws {
    let columns = try Columns(parsing: Self.text)
    #expect(columns.text == Self.text)
    #expect(
      columns.all.map(\.kind) == [
        .number, .id, .category, .flag, .count, .label, .time, .text, .category,
      ])
    #expect(columns["kind"]?.levels == ["a", "b \"x\"", "a\tb\\n\n"])
    #expect(columns["kind"]?.number(of: "b \"x\"") == 1)
    #expect(columns["kind"]?.number(of: "d") == nil)
    #expect(columns[""]?.kind == .count)
    #expect(columns["other"] == nil)
    #expect(columns.index(of: "smokes") == 3)
    #expect(columns.at("x").map(\.name) == ["height, cm", "kind", "smokes", ""])
    #expect(columns == (try Columns(columns.all)))
  }

  /// The text, and what is said of it.
  static let faults = [
    ("", "line 1: found no line, expected one for each column"),
    ("x\tnumber\ta", "line 1: found no line feed at its end"),
    ("x\tnumber\ta\nx\tnumber", "line 2: found no line feed at its end"),
    ("x\tnumber\n", "line 1: found 2 fields, expected place, kind and name, with tabs between"),
    (
      "x\tnumber\ta\n\n", "line 2: found 1 fields, expected place, kind and name, with tabs between"
    ),
    (
      "x\tNumber\ta\n",
      "line 1: found the kind 'Number', expected number, count, flag, category, label, id, time or text"
    ),
    (
      "x\tnumber\ta\\x\n", "line 1: found 'a\\x5Cx', expected \\t, \\n or \\\\ where a backslash is"
    ),
    (
      "x\tflag\ta\ty\\\tz\n",
      "line 1: found 'y\\x5C', expected \\t, \\n or \\\\ where a backslash is"
    ),
    ("x\tnumber\ta\nx\tcount\ta\n", "line 2: found the name 'a', which line 1 has"),
    ("x\tcategory\ta\tb\tc\tb\n", "line 1: found the level 'b' twice"),
    ("x\tflag\ta\tb\n", "line 1: found a flag of 1 levels, expected 2"),
    ("x\tcategory\ta\n", "line 1: found a category of 0 levels, expected 1 or more"),
    ("x\tnumber\ta\tb\n", "line 1: found a number of 1 levels, expected none"),
    ("x\tcount\ta\tb\n", "line 1: found a count of 1 levels, expected none"),
    ("id\tid\ta\tb\n", "line 1: found a id of 1 levels, expected none"),
    ("\tnumber\ta\n", "line 1: found the place '', expected the name of a tensor of rows"),
    ("@x\tnumber\ta\n", "line 1: found the place '@x', expected the name of a tensor of rows"),
    ("a b\tnumber\ta\n", "line 1: found the place 'a b', expected the name of a tensor of rows"),
    ("y\tnumber\ta\n", "line 1: found the kind 'number' at the place 'y'"),
    ("x\tlabel\ta\n", "line 1: found the kind 'label' at the place 'x'"),
    ("x\tid\ta\n", "line 1: found the kind 'id' at the place 'x'"),
    ("id\ttime\ta\n", "line 1: found the kind 'time' at the place 'id'"),
    ("x\ttext\ta\n", "line 1: found the kind 'text' at the place 'x'"),
    ("b\tcount\ta\nb\tcount\tc\n", "line 2: found a second column at the place 'b', expected one"),
  ]

  @Test(arguments: faults)
  func refused(text: String, message: String) {
    let error = streamError { _ = try Columns(parsing: text) }
    #expect(error?.description == "tensor '@!columns': \(message)")
  }

  /// Two ways to write é are two levels, and two names.
  @Test func textsAreTheirBytes() throws {
    let (one, two) = ("\u{E9}", "e\u{301}")
    let columns = try Columns([
      Column(kind: .category, name: one, levels: [two, one]), Column(kind: .number, name: two),
    ])
    #expect(columns[two]?.kind == .number)
    #expect(columns.all[0].number(of: one) == 1)
    let other = Column(kind: .category, name: one, levels: [one, "e", two])
    #expect(columns.all[0].numbers(ofLevelsOf: other) == [1, nil, 0])
    #expect(columns.all[0] != Column(kind: .category, name: two, levels: [two, one]))
  }

  @Test func limits() throws {
    let levels = (0...Columns.mostLevels).map { "\($0)" }
    #expect(
      streamError { _ = try Columns([Column(kind: .category, name: "c", levels: levels)]) }?.reason
        == .columns("line 1: found 65536 levels, expected at most 65535"))
    _ = try Columns([Column(kind: .category, name: "c", levels: levels.dropLast())])
    let long = "x\tnumber\t\(String(repeating: "n", count: Columns.mostBytes))\n"
    #expect(
      streamError { _ = try Columns(parsing: long) }?.reason
        == .aboveLimit("size of the text", found: UInt64(4 << 20) + 10, limit: 4 << 20))
  }

  @Test func frameThatHasThem() throws {
    let columns = try Columns(parsing: "x\tnumber\ta\nx\tflag\tb\tno\tyes\ny\tlabel\tc\tu\tv\n")
    let x = Tensor("x", shape: [1, 2], [1.5, 1] as [Double])
    let y = Tensor("y", shape: [1], [1] as [Int32])
    #expect(try Frame([columns.tensor, x, y]).columns == columns)
    #expect(try Frame([columns.tensor, y]).columns == columns)
    #expect(try Frame([x, y]).columns == nil)
    let read = try decode(try encode([Frame([columns.tensor, x, y])]))
    #expect(read[0].columns == columns)
  }

  @Test func frameOfAnotherShape() throws {
    let columns = try Columns(parsing: "x\tnumber\ta\ny\tlabel\tc\nid\tid\tname\n").tensor
    let x = Tensor("x", shape: [1, 2], [1.5, 1] as [Double])
    #expect(
      streamError { _ = try Frame([columns, x]) }?.reason
        == .columns("found 1 columns of 'x', which is 1×2"))
    let y = Tensor("y", shape: [1, 1], [1] as [Int32])
    #expect(
      streamError { _ = try Frame([columns, y]) }?.reason
        == .columns("found 'y' to be i32 1×1, expected a number for each row"))
    let id = Tensor("id", shape: [1], [1] as [UInt8])
    #expect(
      streamError { _ = try Frame([columns, id]) }?.reason
        == .columns("found 'id' to be u8 1, expected u8, rows × bytes"))
    #expect(
      streamError { _ = try Frame([Tensor(Columns.field, scalar: 1.0)]) }?.reason
        == .columns("found f64, expected utf8"))
  }
}
