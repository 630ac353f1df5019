@testable import Tool

extension Fuzzer {
  /// Command lines: words with line feeds between them, parsed as those of a tool that has an option of
  /// each kind.
  static var options: Fuzzer {
    Fuzzer(name: "options") { bytes in
      // The system ends a word at a zero byte.
      if bytes.contains(0) { return }
      let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let arguments = ["fuzz"] + words.map { String(decoding: $0, as: UTF8.self) }
      let request = Refusal.allowed({ try command.parse(arguments) }, as: .usage)
      switch request {
      case nil: break
      case .show(let text): precondition(!text.isEmpty)
      case .run(_, let operands): precondition((1...2).contains(operands.count))
      }
    }
  }

  /// What a call that throws gives cannot stand in a `precondition`.
  private static func expect(_ holds: Bool) { precondition(holds) }

  private struct Settings {}

  private enum Choice: String { case one, two }

  /// Its closures keep nothing.
  nonisolated(unsafe) private static let command = Command(
    name: "fuzz", summary: "take options", operands: "MODEL [FILE]", defaults: Settings(),
    options: [
      Option("integer", "i", "N", "a whole number") { _ = try $1.integer(in: 0...Int.max) },
      Option("seed", "s", "N", "a seed") { _ = try $1.integer(in: 0...UInt64.max) },
      Option("positive", "p", "X", "a number above 0") {
        let number = try $1.positiveNumber()
        precondition(number > 0 && number.isFinite)
      },
      Option("number", nil, "X", "a number") {
        try expect($1.number(atLeast: -1.5).isFinite)
      },
      Option("choice", "c", "one|two", "a word") { _ = try $1.choice(Choice.self) },
      Option("file", "o", "FILE", "a file") { try expect(!($1.file().isEmpty)) },
      Option("names", nil, "NAMES", "tensors") { try expect(!($1.names().contains(""))) },
      Option("interval", nil, "A,B", "an interval") {
        let interval = try $1.interval()
        precondition(interval.lowerBound < interval.upperBound)
      },
      Option("pair", nil, "A,B", "two numbers") {
        let (first, second) = try $1.differentNumbers()
        precondition(first != second && min(first, second) >= 0)
      },
      Option("ranges", "r", "RANGES", "ranges") { try expect(!($1.ranges().isEmpty)) },
      Option("size", nil, "SIZE", "a size") { try expect($1.size(atLeast: 64) >= 1 << 16) },
      Option(flag: "quiet", "q", "a flag") { _ in },
    ], examples: ["fuzz", "fuzz"])
}
