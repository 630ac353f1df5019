import Found

extension Argument {
  /// Whole numbers from 0 and ranges of them, both ends included, in the order given: `0-9,20`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func ranges() throws(ToolError) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count), let first = Int(numeral: ends[0]),
        let last = Int(numeral: ends[ends.count - 1]), first <= last
      else { throw refused("whole numbers and ranges of them, such as 0-9,20") }
      ranges.append(first...last)
    }
    return ranges
  }
}
