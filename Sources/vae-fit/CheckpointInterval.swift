import Tool

/// How often a run writes its checkpoint: after so many epochs, or after the first step when so many
/// seconds are over. It has no influence on the result.
enum CheckpointInterval: Equatable, CustomStringConvertible {
  case epochs(Int)
  case seconds(Double)

  /// - Throws: `ToolError` with the status `usage`.
  init(_ argument: Argument) throws(ToolError) {
    let text = argument.text
    if let epochs = Int(text), epochs > 0 {
      self = .epochs(epochs)
    } else if text.last == "s", let seconds = CheckpointInterval.number(text.dropLast()) {
      self = .seconds(seconds)
    } else {
      throw argument.refused("a number of epochs, as 5, or of seconds, as 60s")
    }
  }

  var description: String {
    switch self {
    case .epochs(let epochs): "\(epochs)"
    case .seconds(let seconds): "\(seconds)s"
    }
  }

  /// Decimal notation only, as for all numbers of options.
  private static func number(_ text: Substring) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.".utf8.contains($0) }), let number = Double(text),
      number > 0, number.isFinite
    else { return nil }
    return number
  }
}
