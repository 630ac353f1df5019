import TensorIO
import Testing
import ToolSandbox

@Suite struct TSplitTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
    try box.writeStream("in.t", rowFrames([4, 0, 3, 5]))
  }

  /// Runs a line, and returns the rows of the files whose names it printed, frame by frame.
  private func shards(_ line: String) throws -> [[[Int]]] {
    let outcome = try box.run(line)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let names = outcome.text.split(separator: "\n").map(String.init)
    #expect(names == names.indices.map { "shard-0000\($0).t" })
    #expect(try box.files() == ["in.t"] + names)
    return try names.map { name in
      let content = try box.content(name)
      #expect(content.isWhole && content.sources.allSatisfy { $0 == "by hand" })
      return content.rows
    }
  }

  @Test(arguments: [
    (4, [[[0, 1, 2, 3]], [[4, 5, 6], [7]], [[8, 9, 10, 11]]]),
    (5, [[[0, 1, 2, 3], [4]], [[5, 6], [7, 8, 9]], [[10, 11]]]),
    (12, [[[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10, 11]]]),
    (9_223_372_036_854_775_807, [[[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10, 11]]]),
  ])
  func soManyRows(_ size: Int, _ rows: [[[Int]]]) throws {
    #expect(try shards("t-split --rows \(size) in.t") == rows)
  }

  /// Else `shard-*.t` would have rows of both.
  @Test func aShardOfAnEarlierRunIsNotLeftUnsaid() throws {
    let message = "shard-00002.t: is a shard of an earlier run, after the 2 new ones; remove it"
    #expect(try box.run("t-split --rows 4 in.t").status == 0)
    let outcome = try box.run("t-split --rows 9 in.t")
    #expect(outcome.status == 73 && outcome.errors == "t-split: \(message)\n")
    #expect(outcome.text == "shard-00000.t\nshard-00001.t\n")
    #expect(try shards("rm shard-00002.t; t-split --rows 9 in.t").count == 2)
  }

  @Test(arguments: [
    (1, [[[0, 1, 2, 3]], [[]], [[4, 5, 6]], [[7, 8, 9, 10, 11]]]),
    (2, [[[0, 1, 2, 3], []], [[4, 5, 6], [7, 8, 9, 10, 11]]]),
    (3, [[[0, 1, 2, 3], [], [4, 5, 6]], [[7, 8, 9, 10, 11]]]),
    (4, [[[0, 1, 2, 3], [], [4, 5, 6], [7, 8, 9, 10, 11]]]),
  ])
  func soManyFrames(_ size: Int, _ rows: [[[Int]]]) throws {
    #expect(try shards("t-split -f \(size) < in.t") == rows)
  }

  @Test(arguments: [
    (1, [[[0, 1, 2, 3], [4, 5, 6], [7, 8, 9, 10, 11]]]),
    (5, [[[0, 1]], [[2, 3]], [[4, 5, 6]], [[7, 8]], [[9, 10, 11]]]),
    (6, [[[0, 1]], [[2, 3]], [[4, 5]], [[6], [7]], [[8, 9]], [[10, 11]]]),
  ])
  func soManyShards(_ count: Int, _ rows: [[[Int]]]) throws {
    #expect(try shards("t-split --shards \(count) in.t") == rows)
  }

  /// Sizes differ by one at most, also where there are more shards than rows, and the shards have all
  /// rows in order.
  @Test(arguments: [7, 11, 12, 13, 40, 100])
  func shardsAreEqual(_ count: Int) throws {
    let outcome = try box.run("t-split -k \(count) -p part/ in.t")
    #expect(outcome.status == 73)
    #expect(
      try box.run("mkdir part; t-split -k \(count) -p part/ in.t | wc -l").text == "\(count)\n")
    let sizes = try (0..<count).map { number in
      try box.rowIndices("part/000\(number < 10 ? "0" : "")\(number).t").count
    }
    #expect(sizes.max()! - sizes.min()! <= 1 && sizes.reduce(0, +) == 12)
    #expect(try box.run("cat part/*.t > a.t; t-cat part/*.t > b.t") == .success())
    #expect(try box.rowIndices("a.t") == Array(0..<12))
    #expect(try box.rowIndices("b.t") == Array(0..<12))
  }

  @Test func aRegularFileCanBeReadTwiceWhateverItsName() throws {
    #expect(try box.run("t-split -k 2 /dev/stdin < in.t").text == "shard-00000.t\nshard-00001.t\n")
    #expect(try box.rowIndices("shard-00001.t") == Array(6..<12))
  }

  /// The cut is within the last frame, so 7 rows come. The shard that was complete stays; the one that
  /// was being written does not appear.
  @Test func finishedShardsStay() throws {
    let outcome = try box.run("head -c -100 in.t | t-split -r 5")
    #expect(outcome.status == 65)
    #expect(outcome.text == "shard-00000.t\n")
    #expect(try box.files() == ["in.t", "shard-00000.t"])
  }

  /// The first shard is a FIFO, which holds the tool up in the middle of the second reading: it takes
  /// 64 KiB, and 100,000 bytes of noise do not become that small.
  @Test func aFileThatChangesIsNoticed() throws {
    let noise = (1...200_000).map { (index: UInt64) in
      let word = index &* 0x9E37_79B9_7F4A_7C15
      return UInt8(((word ^ word >> 32) &* 0xBF58_476D_1CE4_E5B9) >> 56)
    }
    try box.writeFrame("in.t", Tensor("x", shape: [20, 10_000], noise))
    let outcome = try box.run(
      """
      mkfifo shard-00000.t
      cp in.t more.t
      (exec 3< shard-00000.t; cat more.t >> in.t; cat <&3 > /dev/null) &
      t-split -k 2 in.t; status=$?; wait; exit $status
      """)
    #expect(outcome.status == 65)
    #expect(
      outcome.errors
        == "t-split: in.t: the file changed between the two times that it was read\n")
  }

  @Test(arguments: [
    ("in.t", 64, "expected one of --rows, --frames and --shards"),
    ("-r 1 -f 1 in.t", 64, "expected one of --rows, --frames and --shards"),
    ("-r 0 in.t", 64, "-r: expected a whole number from 1 to 9223372036854775807, found '0'"),
    ("-k 100001 in.t", 64, "-k: expected a whole number from 1 to 100000, found '100001'"),
    (
      "-k 2 < in.t", 64,
      "--shards: reads its input twice, which needs a regular file: name one, or use --rows or --frames"
    ),
    (
      "-k 2 <(cat in.t)", 64,
      "--shards: reads its input twice, which needs a regular file: name one, or use --rows or --frames"
    ),
    ("-k 2 none.t", 66, "none.t: cannot open: no such file or directory"),
    ("-p '' -r 1 in.t", 64, "-p: expected the name of a file, found ''"),
    ("-r 1 in.t more", 64, "more: one operand too many; try 't-split --help'"),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    #expect(try box.run("t-split \(line)") == .failure(status, "t-split: \(message)"))
    #expect(try box.files() == ["in.t"])
  }
}
