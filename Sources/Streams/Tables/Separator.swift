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
