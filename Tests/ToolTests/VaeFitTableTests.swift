import Foundation
import TensorIO
import Testing
import ToolSandbox

/// Tables with names: a model goes by the names of columns, never by their places.
@Suite struct VaeFitTableTests {
  private let box: Sandbox
  private static let columns = [
    Column(kind: .number, name: "height, cm"), Column(kind: .count, name: "visits"),
    Column(kind: .flag, name: "smokes", levels: ["no", "yes"]),
  ]
  private static let rows: [[Double]] = (0..<60).map { row in
    let height = 160 + Double(row * 37 % 41)
    return [height, Double(row * 7 % 11), Double(row % 2)]
  }

  init() throws {
    box = try Sandbox()
    try write("x.t", Self.columns, Self.rows)
    #expect(try box.run("\(Self.fit) x.t > model.t") == .success())
  }

  private static let fit =
    "vae-fit -q -z 2 --hidden 8 -e 2 -b 16 --likelihood gaussian --scaler standard"

  private func write(_ name: String, _ columns: [Column], _ rows: [[Double]]) throws {
    try box.writeStream(
      name,
      [
        Frame([
          Columns(columns).tensor,
          Tensor("x", shape: [rows.count, columns.count], rows.flatMap { $0 }),
        ])
      ])
  }

  /// Columns in another order, one more, and levels the other way round.
  private func writeOther() throws {
    let columns = [
      Column(kind: .flag, name: "smokes", levels: ["yes", "no"]),
      Column(kind: .number, name: "weight"), Column(kind: .number, name: "visits"),
      Column(kind: .number, name: "height, cm"),
    ]
    try write("other.t", columns, Self.rows.map { [1 - $0[2], 5, $0[1], $0[0]] })
  }

  @Test func theModelHasTheNames() throws {
    let frame = try box.frames("model.t")[0]
    #expect(frame.columns?.all == Self.columns)
  }

  @Test func namesDecideNotPlaces() throws {
    try writeOther()
    let outcome = try box.run(
      """
      set -e; vae-encode model.t x.t | t-slice --tensors z > a.t
      vae-encode model.t other.t 2> encode.err | t-slice --tensors z > b.t
      vae-score --tsv model.t x.t > a.tsv; vae-score --tsv model.t other.t 2> score.err | cmp - a.tsv
      \(Self.fit) --validate other.t x.t 2> fit.err > /dev/null
      cat encode.err score.err fit.err
      """)
    #expect(
      outcome
        == .success(
          Array(
            ["encode", "score", "fit"].map {
              "vae-\($0): other.t: column 'weight', which the model does not have, left out\n"
            }.joined().utf8)))
    let z = try ["a.t", "b.t"].map { try #require(box.frames($0)[0]["z"]).elements(of: Float.self) }
    #expect(z[0] == z[1])
  }

  /// What is decoded has the names of the model, and of the labels that came along.
  @Test func decodedRowsHaveNames() throws {
    #expect(
      try box.run(
        "vae-encode model.t x.t | vae-decode model.t > y.t; latent-sample -z 2 -n 3 | vae-decode model.t > s.t"
      )
        == .success())
    for file in ["y.t", "s.t"] {
      let frame = try box.frames(file)[0]
      #expect(frame.columns?.all == Self.columns)
      #expect(frame["x"]?.elementType == .f64)
    }
  }

  @Test(arguments: [
    (
      [Column(kind: .number, name: "height, cm"), Column(kind: .number, name: "visits")],
      "no column 'smokes', which the model has; the columns are 'height, cm', 'visits'"
    ),
    (
      [columns[0], columns[1], Column(kind: .number, name: "smokes")],
      "column 'smokes' is a number, the model has a flag: make the table with csv2t --like MODEL"
    ),
    (
      [columns[0], columns[1], Column(kind: .flag, name: "smokes", levels: ["no", "maybe"])],
      "column 'smokes' has the level 'maybe', expected 'no', 'yes' as in the model's training data"
    ),
  ])
  func anotherTable(_ columns: [Column], _ message: String) throws {
    try write("t.t", columns, [columns.map { _ in 1 }])
    for tool in ["vae-encode", "vae-score"] {
      #expect(
        try box.run("\(tool) model.t t.t > out.t")
          == .failure(65, "\(tool): t.t: frame 0: \(message)"))
    }
  }

  @Test func whatIsRefused() throws {
    try box.writeStream("plain.t", [Frame([Tensor("x", shape: [1, 3], [1.0, 2, 1])])])
    #expect(
      try box.run("vae-encode model.t plain.t > out.t")
        == .failure(
          65,
          "vae-encode: plain.t: frame 0: no '@!columns', and the model goes by the names of columns: make the table with "
            + "csv2t --like MODEL"))
    try write(
      "c.t",
      [
        Column(kind: .number, name: "a"),
        Column(kind: .category, name: "cut", levels: ["x", "y", "z"]),
      ],
      [[1, 2], [3, 0]])
    #expect(
      try box.run("\(Self.fit) c.t > out.t")
        == .failure(
          65,
          "vae-fit: c.t: column 'cut' is a category, and every likelihood is one of numbers: leave it out with "
            + "csv2t --drop"))
    try write("gap.t", Self.columns, [[170, 3, 1], [.nan, 3, 1]])
    for line in ["\(Self.fit) gap.t", "vae-score model.t gap.t"] {
      let tool = line.hasPrefix("vae-fit") ? "vae-fit: gap.t" : "vae-score: gap.t: frame 0"
      #expect(
        try box.run("\(line) > out.t")
          == .failure(
            65,
            "\(tool): tensor 'x', row 1, column 'height, cm': missing, expected a number in every column: drop the row, "
              + "or fill it"))
    }
    let frames = try box.frames("x.t") + [Frame([Tensor("x", shape: [1, 3], [1.0, 2, 1])])]
    try box.writeStream("two.t", frames)
    #expect(
      try box.run("\(Self.fit) two.t > out.t")
        == .failure(
          65, "vae-fit: two.t: frame 1: '@!columns' says something else than in the frames before"))
    try write("names.t", [columnsRenamed, Self.columns[1], Self.columns[2]], Self.rows)
    #expect(
      try box.run("\(Self.fit) --start model.t names.t > out.t")
        == .failure(
          65,
          "vae-fit: model.t: the model has other columns than data and options make: give the options that it was "
            + "fitted with (t-info shows them)"))
  }

  private var columnsRenamed: Column { Column(kind: .number, name: "height") }

  /// A model's names must be as many as its columns.
  @Test func aModelWhoseNamesAreOthers() throws {
    let frame = try box.frames("model.t")[0]
    let other = try Columns([Self.columns[0]]).tensor
    try box.writeStream(
      "bad.t", [Frame(frame.tensors.map { $0.name == Columns.field ? other : $0 })])
    #expect(
      try box.run("vae-encode bad.t x.t > out.t")
        == .failure(65, "vae-encode: bad.t: '@!columns' has 1 columns of 'x', expected 3"))
  }

  /// A conditional model goes by the names of classes, whatever their numbers are in the table.
  @Test func classesGoByNames() throws {
    func write(_ file: String, _ levels: [String], _ labels: [Int32]) throws {
      try box.writeStream(
        file,
        [
          Frame([
            Columns(Self.columns + [Column(place: "y", kind: .label, name: "kind", levels: levels)])
              .tensor,
            Tensor("x", shape: [Self.rows.count, 3], Self.rows.flatMap { $0 }),
            Tensor("y", shape: [Self.rows.count], labels),
          ])
        ])
    }
    let labels = Self.rows.indices.map { Int32($0 % 2) }
    try write("l.t", ["a", "b"], labels)
    try write("swapped.t", ["b", "a"], labels.map { 1 - $0 })
    try write("new.t", ["a", "b", "c"], labels.map { $0 * 2 })
    try write("numbers.t", [], labels)
    let outcome = try box.run(
      """
      set -e; \(Self.fit) --conditional l.t > m.t
      for file in l swapped; do
        vae-encode m.t $file.t > z-$file.t; vae-decode m.t z-$file.t | t-slice --tensors x > x-$file.t
        vae-score --tsv m.t $file.t > $file.tsv
      done
      cmp l.tsv swapped.tsv
      """)
    #expect(outcome == .success())
    for (tensor, files) in [("z", ["z-l.t", "z-swapped.t"]), ("x", ["x-l.t", "x-swapped.t"])] {
      let bytes = try files.map { file in
        try #require(box.frames(file)[0][tensor]).withBytes { span in
          (0..<span.byteCount).map { span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
      }
      #expect(bytes[0] == bytes[1])
    }
    // What goes along keeps its own numbers and names.
    #expect(try box.frames("z-swapped.t")[0]["y"]?.elements(of: Int32.self)[0] == 1)
    for tool in ["vae-encode m.t", "vae-score m.t", "\(Self.fit) --conditional l.t --validate"] {
      let name =
        tool.hasPrefix("vae-fit") ? "vae-fit: --validate " : "\(tool.prefix { $0 != " " }): "
      #expect(
        try box.run("\(tool) new.t > out.t")
          == .failure(
            65,
            "\(name)new.t: frame 0: tensor 'y', row 1: 'c', expected 'a', 'b' as in the model's training data"
          ))
      #expect(
        try box.run("\(tool) numbers.t > out.t")
          == .failure(
            65,
            "\(name)numbers.t: frame 0: tensor 'y': labels have names in the model and are numbers in the table: make the "
              + "table with csv2t --like MODEL"))
    }
  }

  /// The number of a level is no measurement, for a model that goes by places either.
  @Test func categoriesAreNoNumbers() throws {
    try box.writeStream(
      "plain.t", [Frame([Tensor("x", shape: [9, 3], Array(Self.rows.joined().prefix(27)))])])
    try write(
      "levels.t",
      [
        Self.columns[0], Self.columns[1],
        Column(kind: .category, name: "cut", levels: ["x", "y", "z"]),
      ],
      [[1, 2, 2]])
    #expect(try box.run("\(Self.fit) plain.t > p.t") == .success())
    for tool in ["vae-encode", "vae-score"] {
      #expect(
        try box.run("\(tool) p.t levels.t > out.t")
          == .failure(
            65,
            "\(tool): levels.t: frame 0: column 'cut' is a category, and every likelihood is one of numbers: leave it out "
              + "with csv2t --drop"))
    }
  }

  /// Counts and flags that are decoded are what their kinds say, so that the table can be written.
  @Test func decodedCountsAndFlags() throws {
    let outcome = try box.run(
      """
      set -e; latent-sample -z 2 -n 40 | vae-decode --sample model.t > s.t
      t2csv s.t | csv2t --like model.t | t2csv > again.csv; t2csv s.t | cmp - again.csv
      """)
    #expect(outcome == .success())
    let x = try #require(box.frames("s.t")[0]["x"]).elements(of: Double.self)
    let counts: [Double] = stride(from: 1, to: 120, by: 3).map { x[$0] }
    let flags: [Double] = stride(from: 2, to: 120, by: 3).map { x[$0] }
    #expect(counts.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    #expect(Set(flags) == [0, 1])
  }

  /// Names belong to the data of a run.
  @Test func aRunGoesOnWithTheSameNames() throws {
    try write("names.t", [columnsRenamed, Self.columns[1], Self.columns[2]], Self.rows)
    #expect(
      try box.run(
        "\(Self.fit) --checkpoint c.t x.t > a.t; vae-fit -q -e 3 --resume c.t names.t > b.t")
        == .failure(
          65,
          "vae-fit: names.t: is not what the run in c.t began with: the rest would not belong to it"
        ))
  }
}
