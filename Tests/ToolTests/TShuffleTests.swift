import TensorIO
import Testing
import ToolSandbox

@Suite struct TShuffleTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  private func shuffled(_ line: String) throws -> [Int] {
    #expect(try box.run("\(line) > out.t") == .success())
    return try box.rowIndices("out.t")
  }

  /// 10,000 rows, 27 bytes each with their numbers and 75 with what memory counts beside, are 750 KB.
  /// 64 KiB hold 873 of them; so each spill goes to 64 buckets, which are then sorted one by one. The
  /// bytes are those of memory alone, and no temporary file is left.
  @Test func theMemoryHasNoPartInTheOrder() throws {
    try box.writeStream("in.t", rowFrames([1, 0, 4999, 3000, 2000]))
    let rows = try shuffled("t-shuffle in.t")
    #expect(rows != Array(0..<10_000) && rows.sorted() == Array(0..<10_000))
    for memory in ["64K", "65537", "100K", "1M", "3G"] {
      let line = "mkdir d; t-shuffle --memory \(memory) --temporary d in.t | cmp - out.t; ls -A d"
      #expect(try box.run("\(line); rmdir d") == .success(), "\(memory)")
    }
  }

  /// 2,000 rows of 3,144 bytes are 6.3 MB, 96 times the memory; a bucket of 31 rows on average does not
  /// fit into room for 20, and is cut again.
  @Test func bucketsThatAreTooLargeAreCutAgain() throws {
    let frames = try (0..<4).map { part in
      let rows = part * 500..<part * 500 + 500
      return try Frame([
        Tensor("y", shape: [500], rows.map(Int64.init)),
        Tensor(
          "x", shape: [500, 784],
          rows.flatMap { row in (0..<784).map { Float(row) + Float($0) / 1024 } }),
      ])
    }
    try box.writeStream("in.t", frames)
    #expect(
      try box.run("t-shuffle in.t > out.t; t-shuffle --memory 64K in.t | cmp - out.t") == .success()
    )
    var seen: [Int64] = []
    for frame in try box.frames("out.t") {
      let rows = try #require(frame["y"]).elements(of: Int64.self)
      let values = try #require(frame["x"]).elements(of: Float.self)
      #expect(
        values == rows.flatMap { row in (0..<784).map { Float(row) + Float($0) / 1024 } })
      seen += rows
    }
    #expect(seen != Array(0..<2000) && seen.sorted() == Array(0..<2000))
  }

  /// Rows may be larger than the memory: they are handled one by one.
  @Test func aRowMayBeLargerThanTheMemory() throws {
    let frames = try (0..<10).map { row in
      try Frame([
        Tensor("x", shape: [1, 200_000], [UInt8](repeating: UInt8(row), count: 200_000))
      ])
    }
    try box.writeStream("in.t", frames)
    #expect(
      try box.run("t-shuffle in.t > out.t; t-shuffle --memory 64K in.t | cmp - out.t") == .success()
    )
    // 5 rows of 200,000 bytes in a frame of 1 MiB.
    let result = try box.frames("out.t").map { try #require($0["x"]) }
    #expect(result.map(\.shape) == [[5, 200_000], [5, 200_000]])
    let rows = result.flatMap { tensor in
      let pixels = tensor.elements(of: UInt8.self)
      return (0..<5).map { row in Set(pixels[row * 200_000..<(row + 1) * 200_000]) }
    }
    #expect(rows.allSatisfy { $0.count == 1 } && Set(rows).count == 10)
  }

  @Test func framesHaveNoPartInTheOrder() throws {
    try box.writeStream("in.t", rowFrames([1000]))
    try box.writeStream("cut.t", rowFrames([0, 1, 99, 600, 0, 299, 1, 0]))
    let rows = try shuffled("t-shuffle in.t")
    #expect(try box.run("t-shuffle cut.t | cmp - out.t") == .success())
    #expect(try box.run("t-shuffle < in.t | cmp - out.t") == .success())
    #expect(try shuffled("t-shuffle --seed 1 in.t") == rows)
    #expect(try shuffled("t-shuffle --seed 2 in.t") != rows)
    #expect(try shuffled("t-shuffle --seed 18446744073709551615 in.t") != rows)
  }

  /// The orders of another implementation of Philox, which gives the test vectors of its authors: the
  /// keys are the words of the rows' numbers, for ever.
  @Test func theOrderIsPinned() throws {
    try box.writeStream("in.t", rowFrames([8]))
    #expect(try shuffled("t-shuffle in.t") == [5, 2, 3, 0, 7, 4, 6, 1])
    #expect(try shuffled("t-shuffle --seed 2 in.t") == [5, 4, 3, 0, 1, 6, 2, 7])
  }

  /// Each of the 24 orders of 4 rows is expected 20 times with 480 seeds. The statistic has 23 degrees of
  /// freedom, and exceeds 23 + 2√(23·20) + 2·20 < 106 with a probability below e⁻²⁰ (Laurent & Massart,
  /// "Adaptive estimation of a quadratic functional", 2000, lemma 1).
  @Test func allOrdersAreAlike() throws {
    try box.writeStream("in.t", rowFrames([4]))
    let rows = try shuffled("for seed in {1..480}; do t-shuffle --seed $seed in.t; done")
    let orders = (0..<480).map { Array(rows[4 * $0..<4 * $0 + 4]) }
    let counts = Dictionary(orders.map { ($0, 1.0) }, uniquingKeysWith: +)
    #expect(counts.count == 24)
    #expect(counts.values.reduce(0) { $0 + ($1 - 20) * ($1 - 20) / 20 } < 106)
  }

  /// Where 10,000 rows come from and go to has no correlation: of N pairs it has mean 0 and standard
  /// deviation 1/√(N - 1); six of these are exceeded twice in a billion. So also with neighbours.
  @Test func positionsHaveNoCorrelation() throws {
    try box.writeStream("in.t", rowFrames([10_000]))
    let rows = try shuffled("t-shuffle in.t").map(Double.init)
    let mean = 4999.5
    let variance = rows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let moved = rows.enumerated().reduce(0) {
      $0 + (Double($1.offset) - mean) * ($1.element - mean)
    }
    #expect(abs(moved / variance) < 6 / 9999.0.squareRoot())
    let beside = zip(rows, rows.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    #expect(abs(beside / variance) < 6 / 9999.0.squareRoot())
  }

  @Test func metadataAreInEveryFrame() throws {
    // 27 bytes less the number's 8 are 19 a row: 55,188 rows fill 1 MiB.
    try box.writeStream("in.t", rowFrames([30_000, 30_000]))
    #expect(try box.run("t-shuffle in.t > out.t") == .success())
    let content = try box.content("out.t")
    #expect(content.isWhole && content.rows.map(\.count) == [55_188, 4812])
    #expect(content.sources == ["by hand", "by hand"])
  }

  @Test func metadataThatChangeAreRefused() throws {
    try box.writeStream("in.t", [rowFrame(0..<2), rowFrame(2..<3, source: "elsewhere")])
    #expect(
      try box.run("t-shuffle -o out.t in.t")
        == .failure(
          65,
          "t-shuffle: in.t: frame 1, tensor '@source': is not what the first frame has, and rows of "
            + "both would share frames; leave it out with t-slice --drop"))
    #expect(try box.run("t-slice --drop @source in.t | t-shuffle -o out.t") == .success())
    #expect(try box.frames("out.t").map { $0.tensors.map(\.name) } == [["x", "y", "d"]])
    try box.writeStream("more.t", [Frame(rowFrame(0..<2).tensors.dropLast()), rowFrame(2..<3)])
    #expect(try box.run("t-shuffle -o out.t more.t").status == 65)
  }

  /// A limit to the size of files stands for a full disk.
  @Test func noRoomForTheTemporaryFileIsAnError() throws {
    try box.writeStream("in.t", rowFrames([10_000]))
    let outcome = try box.run(
      "trap '' XFSZ; ulimit -f 64; t-shuffle --memory 64K --temporary . in.t > /dev/null")
    #expect(
      outcome
        == .failure(
          74,
          "t-shuffle: .: cannot write a temporary file: file too large; name a roomier folder with "
            + "--temporary, or give more --memory"))
    #expect(try box.files() == ["in.t"])
  }

  @Test(arguments: [
    (
      "--memory 64K --temporary none", 73,
      "none: cannot create a temporary file: no such file or directory"
    ),
    (
      "--memory 63K", 64,
      "--memory: expected a size of at least 64K, such as 256M or 2G, found '63K'"
    ),
    (
      "--memory 1T", 64, "--memory: expected a size of at least 64K, such as 256M or 2G, found '1T'"
    ),
    ("--memory K", 64, "--memory: expected a size of at least 64K, such as 256M or 2G, found 'K'"),
    (
      "--memory +64K", 64,
      "--memory: expected a size of at least 64K, such as 256M or 2G, found '+64K'"
    ),
    (
      "--memory 9223372036854775807G", 64,
      "--memory: expected a size of at least 64K, such as 256M or 2G, found '9223372036854775807G'"
    ),
    (
      "--seed -1", 64, "--seed: expected a whole number from 0 to 18446744073709551615, found '-1'"
    ),
    ("more", 64, "in.t: one operand too many; try 't-shuffle --help'"),
  ])
  func errors(_ options: String, _ status: Int32, _ message: String) throws {
    try box.writeStream("in.t", rowFrames([10_000]))
    #expect(
      try box.run("t-shuffle -o out.t \(options) in.t")
        == .failure(status, "t-shuffle: \(message)"))
    #expect(try box.files() == ["in.t"])
  }

  /// The environment names the folder too; where memory holds all rows, none is needed.
  @Test func theFolderIsThatOfTheEnvironment() throws {
    try box.writeStream("in.t", rowFrames([10_000]))
    #expect(try box.run("TMPDIR=none t-shuffle in.t > out.t") == .success())
    #expect(
      try box.run("TMPDIR=none t-shuffle --memory 64K in.t > out.t").errors
        == "t-shuffle: none: cannot create a temporary file: no such file or directory\n")
  }
}
