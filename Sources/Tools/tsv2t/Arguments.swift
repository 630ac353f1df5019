import Found
import Tables
import Tool

/// The shape of a row, as `28x28`, or a number alone.
func rowShape(_ argument: Argument) throws(ToolError) -> [Int] {
  let parts = argument.text.split(separator: "x", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Int(numeral: $0) }
  guard (1...3).contains(parts.count), numbers.count == parts.count,
    numbers.allSatisfy((1...65_536).contains)
  else { throw argument.refused("one to three numbers from 1 to 65536, such as 28x28") }
  return numbers
}

/// The field of the label: its number from 1, `last`, or nothing for the first.
func labelField(_ argument: Argument) throws(ToolError) -> TableForm.Label {
  switch argument.text {
  case "": return .field(0)
  case "last": return .last
  default:
    guard let number = Int(numeral: argument.text), (1...1 << 24).contains(number) else {
      throw argument.refused("the number of a field from 1, or last")
    }
    return .field(number - 1)
  }
}
