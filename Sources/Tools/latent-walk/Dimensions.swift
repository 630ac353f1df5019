import Tool

/// The dimensions that `--traverse` names.
enum Dimensions {
  case all
  case some([ClosedRange<Int>])

  /// - Throws: `ToolError` with the status `usage`.
  init(_ argument: Argument) throws(ToolError) {
    if argument.text == "all" {
      self = .all
    } else if let ranges = try? argument.ranges() {
      self = .some(ranges)
    } else {
      throw argument.refused("all, or whole numbers and ranges of them, such as 0-9,20")
    }
  }

  /// Their numbers, in the order given.
  ///
  /// - Parameters:
  ///   - width: how many dimensions there are.
  ///   - source: what has them.
  /// - Throws: `ToolError` with the status `usage`.
  func numbers(width: Int, of source: String) throws(ToolError) -> [Int] {
    guard case .some(let ranges) = self else { return Array(0..<width) }
    if let beyond = ranges.first(where: { $0.upperBound >= width }) {
      throw ToolError(
        .usage, "--traverse \(beyond.upperBound)",
        "\(source) has the dimensions 0 to \(width - 1)")
    }
    return ranges.flatMap(Array.init)
  }
}
