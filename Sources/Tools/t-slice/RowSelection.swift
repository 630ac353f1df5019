import TensorTool
import Tool

/// Which rows of a stream are taken. It is asked frame by frame.
struct RowSelection {
  /// In ascending order; no two overlap or touch.
  private let ranges: [Range<Int>]
  /// Whether the stream must have all of them.
  private let isStrict: Bool
  /// The first range that has rows to come, and the number of rows that have passed.
  private var (present, passed) = (0, 0)

  /// - Throws: `ToolError` where the options contradict each other.
  init(_ settings: Settings) throws(ToolError) {
    guard let rows = settings.rows else {
      let skip = settings.skip ?? 0
      let (end, overflow) = skip.addingReportingOverflow(settings.first ?? Int.max)
      ranges = [skip..<(overflow ? Int.max : end)]
      isStrict = false
      return
    }
    if settings.first != nil || settings.skip != nil {
      let option = settings.first != nil ? "--first" : "--skip"
      throw ToolError(.usage, option, "has no meaning with --rows: give one of the two")
    }
    ranges = try Self.merged(rows)
    isStrict = true
  }

  /// The rows to take of the next `count` ones, counted from the first of them.
  mutating func take(from count: Int) -> [Range<Int>] {
    let frame = passed..<passed + count
    passed = frame.upperBound
    var parts: [Range<Int>] = []
    while present < ranges.count, ranges[present].lowerBound < frame.upperBound {
      let part = ranges[present].clamped(to: frame)
      if !part.isEmpty {
        parts.append(part.lowerBound - frame.lowerBound..<part.upperBound - frame.lowerBound)
      }
      if ranges[present].upperBound > frame.upperBound { break }
      present += 1
    }
    return parts
  }

  /// Checks that no row was asked for beyond the last one.
  ///
  /// - Throws: `ToolError` with the status `badData`.
  func checkEnd(of input: borrowing TensorInput) throws(ToolError) {
    guard isStrict, let last = ranges.last, last.upperBound > passed else { return }
    let there = passed == 1 ? "1 row" : "\(passed) rows"
    throw ToolError(
      .badData, input.name,
      "the stream has \(there), counted from 0, and --rows asks for row \(last.upperBound - 1)")
  }

  /// The same rows in ascending order, each once.
  private static func merged(_ rows: [ClosedRange<Int>]) throws(ToolError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for next in rows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard next.upperBound < Int.max else {
        throw ToolError(.usage, "--rows", "no stream has a row \(next.upperBound)")
      }
      let next = Range(next)
      if let last = ranges.last, next.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        ranges.append(next)
      }
    }
    return ranges
  }
}
