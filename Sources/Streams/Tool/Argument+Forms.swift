import Found

/// What options take beside a number or a word: lists, ranges, pairs and sizes.
extension Argument {
  /// Names of tensors with commas between: `x,y`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func names() throws(ToolError) -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains("") else {
      throw refused("names of tensors with commas between, such as x,y")
    }
    return names
  }

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

  /// Two numbers, the first the smaller: `-3,3`. Single precision holds them and ten times as much.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func interval() throws(ToolError) -> ClosedRange<Double> {
    guard let (low, high) = halves, let first = try? low.number(atLeast: -1e37),
      let last = try? high.number(atLeast: -1e37), first < last, last <= 1e37
    else { throw refused("two numbers within 1e37 of 0, the smaller one first, such as -3,3") }
    return first...last
  }

  /// Two whole numbers from 0 that differ: `0,1`.
  ///
  /// - Throws: `ToolError` with the status `usage`.
  package func differentNumbers() throws(ToolError) -> (Int, Int) {
    guard let (left, right) = halves, let first = try? left.integer(in: 0...Int.max),
      let second = try? right.integer(in: 0...Int.max), first != second
    else { throw refused("two whole numbers from 0 that differ, such as 0,1") }
    return (first, second)
  }

  /// What stands before and behind the only comma.
  private var halves: (Argument, Argument)? {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2 else { return nil }
    return (
      Argument(option: option, choices: [], text: words[0]),
      Argument(option: option, choices: [], text: words[1])
    )
  }

  /// A number of bytes: digits, and perhaps K, M or G for 2¹⁰, 2²⁰ or 2³⁰ of them.
  ///
  /// - Parameter kibibytes: the least that is allowed, in 2¹⁰ bytes.
  /// - Throws: `ToolError` with the status `usage`.
  package func size(atLeast kibibytes: Int) throws(ToolError) -> Int {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = text.last.flatMap { shifts[$0] }
    let digits = shift == nil ? text[...] : text.dropLast()
    // 2⁶⁰ bytes are more than any machine has.
    guard let number = Int(numeral: digits), (0...(1 << 60) >> (shift ?? 0)).contains(number),
      number << (shift ?? 0) >= kibibytes << 10
    else { throw refused("a size of at least \(kibibytes)K, such as 256M or 2G") }
    return number << (shift ?? 0)
  }
}
