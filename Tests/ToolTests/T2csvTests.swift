import TensorIO
import Testing
import ToolSandbox

@Suite struct T2csvTests {
  let box: Sandbox

  init() throws { box = try Sandbox() }

  /// Tables that come back to the byte.
  @Test(arguments: [
    "a,b\n1.5,x\n,y\n", "\"a,b\",\"c\"\"d\"\n1,\"x\ny\"\n0.1,\"\"\"\"\n", "a\n1\n\"\"\n3\n",
    "a,b\n1,\" x\"\n2,\"NA\"\n3,y\n", "a,b\n1.2345678901234568e+17,x\n1e-05,x\n-0.001,x\n",
    ",b\n1,x\n2,x\n", "a,f\n1,0\n2,1\n", "a,f\n9007199254740992,True\n-5,False\n",
    "a,b\n1,é\n2,e\u{301}\n", "a,b\n1,\\t\n2,\\\\n\n",
  ])
  func roundTrip(_ table: String) throws {
    try box.write("in.csv", Array(table.utf8))
    #expect(try box.run("csv2t in.csv | t2csv") == .success(Array(table.utf8)))
    #expect(
      try box.run("csv2t in.csv > in.t; csv2t --like in.t in.csv | t2csv | cmp - in.csv")
        == .success())
  }

  @Test(arguments: [
    ("--separator ';' --decimal ,", "a;b;c;y\n1,5;x;id;u\n;NA;\"a;b\";\n"),
    ("--na NA", "a,b,c,y\n1.5,x,id,u\nNA,\"NA\",a;b,NA\n"),
    ("--separator tab --header no", "1.5\tx\tid\tu\n\t\"NA\"\ta;b\t\n"),
  ])
  func styles(_ options: String, _ table: String) throws {
    try box.write("in.csv", Array("a,b,c,y\n1.5,x,id,u\n,\"NA\",a;b,\n".utf8))
    #expect(
      try box.run("csv2t --id c --label y in.csv | t2csv \(options)").text
        == table.replacing(";NA;", with: ";\"NA\";"))
  }

  /// Every double comes back, whatever its bits, as the shortest decimal.
  @Test func doublesComeBack() throws {
    let numbers = (0..<4000).map { Double(bitPattern: UInt64($0) &* 11_400_714_819_323_198_485) }
      .map { $0.isFinite ? $0 : 0.5 }
    let columns = try Columns([Column(kind: .number, name: "a")])
    try box.writeFrame("in.t", columns.tensor, Tensor("x", shape: [4000, 1], numbers))
    // Whole numbers beyond 2⁵³ that floats hold are read again too.
    #expect(
      try box.run("t2csv in.t > out.csv; csv2t --kind a=number out.csv > out.t") == .success())
    let back = try box.frames("out.t").flatMap { $0["x"]?.elements(of: Double.self) ?? [] }
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  /// Numbers of few decimals, which are written by a shorter way, are the shortest all the same.
  @Test func numbersOfFewDecimals() throws {
    var numbers = (0..<7).flatMap { places in
      (0..<400).map { index in
        Double("\(index % 3 == 0 ? "-" : "")\(index * index * 7919 % 1_000_003)e-\(places)") ?? 0
      }
    }
    numbers += numbers.flatMap { [$0.nextUp, $0.nextDown] }
    numbers += [
      0.001, 0.00099, 1e15, 999_999_999_999_999, 99_999_999_999_999.5, 0.1 + 0.2, -0.0, 4e-7,
    ]
    let columns = try Columns([Column(kind: .number, name: "a")])
    try box.writeFrame("in.t", columns.tensor, Tensor("x", shape: [numbers.count, 1], numbers))
    let expected = numbers.map { number in
      let text = "\(number)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let lines = try box.run("t2csv --header no in.t").text.split(separator: "\n").map(String.init)
    #expect(lines == expected)
  }

  /// Streams without columns, and tensors that they do not name.
  @Test func otherTensors() throws {
    try box.writeFrame(
      "z.t", Tensor("y", shape: [2], [3, 4] as [UInt8]),
      Tensor("z", shape: [2, 2], [1, 0.5, .nan, -2] as [Float]))
    #expect(try box.run("t2csv z.t") == .success(Array("y,z.0,z.1\n3,1,0.5\n4,,-2\n".utf8)))
    let columns = try Columns([
      Column(kind: .category, name: "k", levels: ["u", "v"]),
      Column(place: "y", kind: .label, name: "c"),
    ])
    try box.writeFrame(
      "both.t", columns.tensor, Tensor("z", shape: [1], [7] as [Int64]),
      Tensor("x", shape: [1, 1], [1] as [UInt8]))
    #expect(try box.run("t2csv both.t") == .success(Array("k,z\nv,7\n".utf8)))
    // f32 as the shortest decimal of its own.
    let number = try Columns([Column(kind: .number, name: "a")])
    try box.writeFrame(
      "f.t", number.tensor, Tensor("x", shape: [2, 1], [0.1, 16_777_216] as [Float]))
    #expect(try box.run("t2csv f.t") == .success(Array("a\n0.1\n16777216\n".utf8)))
  }

  @Test(arguments: [
    (2.0, "row 0, column 'k': found 2.0, expected the number of a level, 0 to 1"),
    (0.5, "row 0, column 'k': found 0.5, expected the number of a level, 0 to 1"),
    (-1, "row 0, column 'k': found -1.0, expected the number of a level, 0 to 1"),
    (.infinity, "row 0, column 'k': found inf, expected the number of a level, 0 to 1"),
  ])
  func noLevel(_ number: Double, _ message: String) throws {
    let columns = try Columns([Column(kind: .category, name: "k", levels: ["u", "v"])])
    try box.writeFrame("in.t", columns.tensor, Tensor("x", shape: [1, 1], [number]))
    #expect(
      try box.run("t2csv in.t > out.csv")
        == .failure(65, "t2csv: in.t: frame 0, tensor 'x': \(message)"))
  }

  @Test func refusals() throws {
    try box.writeFrame("id.t", Tensor("id", shape: [1, 4], [97, 0, 98, 0] as [UInt8]))
    #expect(
      try box.run("t2csv id.t > out.csv")
        == .failure(
          65,
          "t2csv: id.t: frame 0, tensor 'id': row 0 is no text: expected UTF-8, and zeros behind it"
        ))
    #expect(
      try box.run("t2csv --decimal , id.t > out.csv")
        == .failure(64, "t2csv: --decimal: ',' needs --separator ';' or tab"))
  }
}
