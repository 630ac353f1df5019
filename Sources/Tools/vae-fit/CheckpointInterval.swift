import Found
import Tool

/// How often a run writes its checkpoint: after so many epochs, or after the first step when so many
/// seconds are over. It has no influence on the result.
enum CheckpointInterval: Equatable, CustomStringConvertible {
  case epochs(Int)
  case seconds(Double)

  /// - Throws: `ToolError` with the status `usage`.
  init(_ argument: Argument) throws(ToolError) {
    let text = argument.text
    if let epochs = Int(numeral: text), epochs > 0 {
      self = .epochs(epochs)
    } else if text.last == "s", let seconds = Double(numeral: text.dropLast()), seconds > 0 {
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
}
