import Foundation
import Testing
import ToolSandbox

@Suite struct TAurocTests {
  let box: Sandbox

  init() throws {
    box = try Sandbox()
  }

  private func run(_ line: String, _ text: String) throws -> Outcome {
    try box.run(line, input: Array(text.utf8))
  }

  private func text(_ line: String, _ text: String) throws -> String {
    let outcome = try run(line, text)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.text
  }

  @Test(arguments: [
    ("7\t2\n0\t1\n", "100.0000\n"), ("7\t1\n0\t2\n", "0.0000\n"), ("7\t1\n0\t1\n", "50.0000\n"),
    ("7\t-1e300\n0\t1e300\n7\t2e300\n", "50.0000\n"),
    // Of three pairs two are right.
    ("0\t1\n7\t2\n1\t3\n9\t0\n", "66.6667\n"),
    // Zeros of both signs are a tie.
    ("7\t-0\n0\t0\n", "50.0000\n"),
    // The worst of all, as vae-score has it, and the best; two of them are a tie.
    ("7\tinf\n0\t1.7e308\n", "100.0000\n"), ("7\t-inf\n0\t-1.7e308\n", "0.0000\n"),
    ("7\tinf\n0\tinf\n0\t-inf\n", "75.0000\n"),
  ])
  func smallCases(_ lines: String, _ expected: String) throws {
    #expect(try text("t-auroc --positive 7", lines) == expected)
  }

  /// Scores of few different values, so that most pairs are ties, and of many; every pair is looked at.
  @Test(arguments: [3, 10, 1_000_000])
  func theAreaIsTheShareOfPairs(_ values: UInt64) throws {
    var random = SplitMix(state: values)
    let rows = (0..<700).map { _ in
      (label: Int(random.next() % 10), score: Double(random.next() % values) / 7 - 3)
    }
    let lines = rows.map { "\($0.label)\t\($0.score)\n" }.joined()
    for (option, labels) in [("--positive 7", [7]), ("--positive 0-3,9", [0, 1, 2, 3, 9])] {
      let (anomalous, normal) = (
        rows.filter { labels.contains($0.label) }, rows.filter { !labels.contains($0.label) }
      )
      var sum = 0.0
      for a in anomalous {
        for n in normal { sum += a.score > n.score ? 1 : a.score == n.score ? 0.5 : 0 }
      }
      // Halves add up exactly.
      let area = sum / Double(anomalous.count * normal.count)
      let expected = String(format: "%.4f\n", 100 * area)
      #expect(try text("t-auroc \(option)", lines) == expected)
      let others = (0..<10).filter { !labels.contains($0) }.map(String.init)
      #expect(
        try text("t-auroc --normal \(others.joined(separator: ","))", lines) == expected)
      let table = try text("t-auroc --tsv \(option)", lines).split(separator: "\n")
      #expect(table[0] == "auroc\terror\tanomalies\tnormal")
      let fields = table[1].split(separator: "\t")
      #expect(fields[0] == expected.dropLast())
      #expect(fields.suffix(2) == ["\(anomalous.count)", "\(normal.count)"])
    }
  }

  /// The sizes and nearly the area of the example of Hanley and McNeil: 51 anomalies, 58 normal, 2642 of
  /// 2958 pairs right. Their equation 2 for that area: Q₁ = 0.806964, Q₂ = 0.842771, and
  /// √((0.095417 + 50·0.009209 + 57·0.045016) / 2958), worked out with Python's `fractions` and `math`.
  @Test func theStandardError() throws {
    let normal = (0..<58).map { "0\t\($0)\n" }.joined()
    let anomalies = (0..<51).map { "1\t\($0 < 41 ? 51.5 : 50.5)\n" }.joined()
    #expect(try text("t-auroc --positive 1", normal + anomalies) == "89.3171\n")
    #expect(try text("t-auroc --error --positive 1", normal + anomalies) == "89.3171\t3.2487\n")
    #expect(try text("t-auroc --error --positive 1", "0\t1\n1\t2\n") == "100.0000\t0.0000\n")
  }

  @Test(arguments: [
    (
      "t-auroc --positive 1 --histogram 4", "0\t0\n0\t1\n0\t1.9\n1\t2\n1\t3.5\n1\t4\n0\t4\n",
      "0\t1\t1\t0\n1\t2\t2\t0\n2\t3\t0\t1\n3\t4\t1\t2\n"
    ),
    ("t-auroc --normal 0 --histogram 1", "0\t-1\n5\t2.5\n6\t0\n", "-1\t2.5\t1\t2\n"),
    ("t-auroc --positive 1 --histogram 2", "0\t3\n1\t3\n", "2.5\t3\t0\t0\n3\t3.5\t1\t1\n"),
    (
      "t-auroc --positive 1 --histogram 2", "0\t-1e308\n1\t1e308\n1\t0\n",
      "-1e+308\t0\t1\t0\n0\t1e+308\t0\t2\n"
    ),
  ])
  func histogram(_ line: String, _ lines: String, _ expected: String) throws {
    #expect(try text(line, lines) == "from\tto\tnormal\tanomalous\n" + expected)
  }

  /// Bins are of the finite scores; the others lie at the ends, which is told.
  @Test(arguments: [
    ("0\t-inf\n0\t0\n1\t4\n1\tinf\n1\tinf\n", 3, "0\t2\t2\t0\n2\t4\t0\t3\n"),
    ("0\t-inf\n1\tinf\n", 2, "-0.5\t0\t1\t0\n0\t0.5\t0\t1\n"),
    ("0\t5\n1\tinf\n", 1, "4.5\t5\t0\t0\n5\t5.5\t1\t1\n"),
  ])
  func aHistogramHasFiniteBounds(_ lines: String, _ count: Int, _ expected: String) throws {
    let outcome = try run("t-auroc --positive 1 --histogram 2", lines)
    #expect(outcome.status == 0 && outcome.text == "from\tto\tnormal\tanomalous\n" + expected)
    let verb = count == 1 ? "score is infinite and is" : "scores are infinite and are"
    #expect(
      outcome.errors
        == "t-auroc: standard input: \(count) \(verb) counted in the first or the last bin\n")
  }

  /// Every score is in the bin whose bounds hold it, whatever the rounding of the bounds.
  @Test func everyScoreIsInItsBin() throws {
    var random = SplitMix(state: 5)
    let scores = (0..<2000).map { _ in Double(random.next() % 1000) / 10 }
    let lines = scores.enumerated().map { "\($0 % 2)\t\($1)\n" }.joined()
    let table = try text("t-auroc --positive 1 --histogram 37", lines).split(separator: "\n")
      .dropFirst().map { $0.split(separator: "\t").compactMap { Double($0) } }
    #expect(table.count == 37)
    for (i, bin) in table.enumerated() {
      let isLast = i == 36
      let held = scores.indices.filter {
        scores[$0] >= bin[0] && (scores[$0] < bin[1] || isLast && scores[$0] == bin[1])
      }
      #expect(bin[2] == Double(held.count { $0 % 2 == 0 }))
      #expect(bin[3] == Double(held.count { $0 % 2 == 1 }))
      if !isLast { #expect(bin[1] == table[i + 1][0]) }
    }
  }

  @Test func theOrderOfLinesHasNoPartInIt() throws {
    let lines = (0..<100).map { "\($0 % 3)\t\($0 * 37 % 101)\n" }
    let forward = try text("t-auroc --tsv --positive 1 -o out; cat out", lines.joined())
    #expect(try text("t-auroc --tsv --positive 1", lines.reversed().joined()) == forward)
  }

  @Test(arguments: [
    ("1\t2\n0\tnan\n", "line 2, field 2: found 'nan', expected a decimal number, inf or -inf"),
    ("1\tinfinity\n", "line 1, field 2: found 'infinity', expected a decimal number, inf or -inf"),
    (
      "1\t1e999\n",
      "line 1, field 2: found '1e999', expected a decimal number of magnitude at most 1.7976931348623157e+308"
    ),
    ("1\t2\n0\n", "line 2: 1 field, expected two with a tab between: label and score"),
    ("1\t2\t3\n", "line 1: 3 fields, expected two with a tab between: label and score"),
    ("1 2\n", "line 1: 1 field, expected two with a tab between: label and score"),
    (
      "a\t2\n",
      "line 1, field 1: found 'a', expected a whole number of 64 bits"
    ),
    ("1\t\n", "line 1, field 2: found nothing, expected a decimal number, inf or -inf"),
    ("", "no lines, expected a label and a score in each"),
    ("1\t2\n1\t3\n", "none of 2 labels is normal, expected some of both kinds"),
    ("0\t2\n-1\t3\n", "none of 2 labels is anomalous, expected some of both kinds"),
  ])
  func textIsRefused(_ lines: String, _ message: String) throws {
    #expect(
      try run("t-auroc --positive 1", lines)
        == .failure(65, "t-auroc: standard input: \(message)"))
  }

  @Test(arguments: [
    ("in", 64, "expected one of --positive and --normal: which are the anomalies?"),
    ("--positive 1 --normal 2 in", 64, "expected one of --positive and --normal, found both"),
    ("--normal 1 --positive 2 in", 64, "expected one of --positive and --normal, found both"),
    (
      "--positive a in", 64,
      "--positive: expected whole numbers and ranges of them, such as 0-9,20, found 'a'"
    ),
    (
      "--positive 1 --histogram 0 in", 64,
      "--histogram: expected a whole number from 1 to 1000000, found '0'"
    ),
    (
      "--positive 1 --histogram 3 --tsv in", 64,
      "--histogram: has no meaning with --error or --tsv"
    ),
    ("--positive 1 none", 66, "none: cannot open: no such file or directory"),
    ("--positive 1 -o none/out in", 73, "none/out: cannot create: no such file or directory"),
    (
      "--positive 1 in > /dev/full", 74,
      "standard output: cannot write: no space left on device"
    ),
  ])
  func errors(_ line: String, _ status: Int32, _ message: String) throws {
    try box.write("in", Array("0\t1\n1\t2\n".utf8))
    #expect(try box.run("t-auroc \(line)") == .failure(status, "t-auroc: \(message)"))
  }

  /// A generator of whole numbers with a seed (Steele, Lea and Flood, 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
