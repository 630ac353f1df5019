import Found
import TensorIO
import Text
import Tool

/// What the lines of a table are.
package struct TableForm {
  /// The field of a line that is the label of the row.
  package enum Label: Equatable {
    /// Counted from 0.
    case field(Int)
    case last
  }

  /// The tensor that the numbers become.
  package var tensor = "z"
  /// The shape of a row; nil for one that has as many numbers as the first line.
  package var shape: [Int]?
  package var separator = Separator.tab
  /// nil where rows have no labels.
  package var label: Label?
  /// Whether the first line is passed over.
  package var hasHeader = false

  /// What a byte p of the numbers stands for: p/unit.
  package var unit = Frame.standardUnit

  package init() {}

  /// The error for a field that is no number, with the options that would read it where the line shows them.
  func advised(
    _ error: ToolError, field: Int, isLabel: Bool, of line: borrowing LineReader
  ) -> ToolError {
    let advice = advice(field, isLabel: isLabel, of: line)
    return ToolError(
      error.status, error.subject, ([error.message] + advice).joined(separator: "; "))
  }

  /// The error for a line with another number of fields.
  func advised(_ error: ToolError, of line: borrowing LineReader) -> ToolError {
    guard let other = otherSeparator(TableGuess(line.line)) else { return error }
    return ToolError(error.status, error.subject, "\(error.message); try \(other)")
  }

  /// The option for another separator, where the line has one.
  private func otherSeparator(_ guess: TableGuess) -> String? {
    let own = separator == .semicolon ? "';'" : separator.rawValue
    let isSame = guess.separator == own || separator == .blank && guess.separator == "tab"
    return isSame || !guess.isSeparated ? nil : "--separator \(guess.separator)"
  }

  private func advice(_ field: Int, isLabel: Bool, of line: borrowing LineReader) -> [String] {
    let guess = TableGuess(line.line)
    let text = line.text(field)
    var options = [otherSeparator(guess)].compactMap(\.self)
    var advice: [String] = []
    if line.isFirst, !hasHeader, guess.isHeader { options.append("--header") }
    if !options.isEmpty { advice.append("try \(options.joined(separator: " "))") }
    if guess.hasDecimalCommas || guess.isAmbiguous && separator != .comma {
      advice.append("for decimal commas, put tr , . before")
    }
    if text.first == UInt8(ascii: " ") || text.last == UInt8(ascii: " "), options.isEmpty {
      advice.append("to drop blanks, put tr -d ' ' before")
    }
    if text.contains(UInt8(ascii: "\"")) { advice.append("to drop quotes, put tr -d '\"' before") }
    if advice.isEmpty, TableGuess.isName(text) {
      advice.append(
        isLabel
          ? "classes need numbers, tsv2t(1) shows how to number names"
          : "for labels there is --label, or --label=last")
    }
    return advice
  }
}

/// What is between two fields of a line.
package enum Separator: String, CaseIterable {
  case tab
  case comma = ","
  case semicolon = ";"
  /// Blanks and tabs, any number of them.
  case blank

  /// The separator of that name, or the character itself.
  package init?(_ text: String) {
    switch text {
    case "\t": self = .tab
    case " ": self = .blank
    default: self.init(rawValue: text)
    }
  }
}
