import Found
import Text
import Tool

extension TableForm {
  /// The error for a field that is no number, with the options that would read it where the line shows them.
  func advised(
    _ error: ToolError, field: Int, isLabel: Bool, of line: borrowing LineReader
  ) -> ToolError {
    let advice = advice(field, isLabel: isLabel, of: line)
    return ToolError(
      error.status, error.subject, ([error.message] + advice).joined(separator: "; "))
  }

  private func advice(_ field: Int, isLabel: Bool, of line: borrowing LineReader) -> [String] {
    let guess = TableGuess(line.line)
    let text = line.text(field)
    var options: [String] = []
    var advice: [String] = []
    let own = separator == .semicolon ? "';'" : separator.rawValue
    if guess.separator != own, !(separator == .blank && guess.separator == "tab") {
      options.append("--separator \(guess.separator)")
    }
    if line.isFirst, !hasHeader, guess.isHeader { options.append("--header") }
    if !options.isEmpty { advice.append("try \(options.joined(separator: " "))") }
    if guess.hasDecimalCommas { advice.append("for decimal commas, put tr , . before") }
    if text.contains(UInt8(ascii: "\"")) { advice.append("to drop quotes, put tr -d '\"' before") }
    if advice.isEmpty, isName(text) {
      advice.append(
        isLabel
          ? "classes need numbers, tsv2t(1) shows how to number names"
          : "for labels there is --label, or --label=last")
    }
    return advice
  }

  /// Whether a field looks like the name of a class, and not like a number that is missing.
  private func isName(_ text: [UInt8]) -> Bool {
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return word.contains(where: \.isLetter) && word.count > 1
      && !["na", "nan", "n/a", "null", "none", "inf"].contains(word)
      && !word.contains { $0.isNumber }
  }
}
