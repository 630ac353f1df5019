extension Argument {
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
}
