import Spool
package import TensorIO

/// How a table of text is read.
package struct CSVForm {
  /// What stands between two fields; nil where the first line tells.
  package var separator: CSVSeparator?
  /// What stands before the fraction of a number; nil where it is a point, and with semicolons whichever is met first.
  package var decimalMark: UInt8?
  /// Whether the first line has names; nil where it tells itself.
  package var hasHeader: Bool?
  /// What stands for a missing value, where it is not in quotes. Nothing at all does always.
  package var missing = ["NA", "N/A", "NaN", "nan", "NULL", "null"]
  /// The kinds that were told, by the names of columns.
  package var kinds: [(name: String, kind: Column.Kind)] = []
  /// Columns that are left out.
  package var dropped: [String] = []
  /// The columns to be had, whatever the file has; nil where the file decides.
  package var model: CSVModel?
  /// Whether a level that `model` lacks is missing rather than refused.
  package var takesUnseen = false
  /// Room for an id or a text in a row; nil for as much as is needed, or 64 where the file is read once.
  package var idSize: Int?
  /// The folder to which a pipe is copied, to be read twice; nil where it is not.
  package var spool: String?

  package init() {}
}

/// The columns of a stream or a model that a table is brought to.
package struct CSVModel {
  package let columns: Columns
  /// The name of the file.
  package let name: String
  /// The room for ids and texts there, by their tensors' names.
  package let sizes: [String: Int]

  package init(columns: Columns, name: String, sizes: [String: Int]) {
    (self.columns, self.name, self.sizes) = (columns, name, sizes)
  }
}

/// What is between two fields of a line.
package enum CSVSeparator: String, CaseIterable {
  case comma = ","
  case semicolon = ";"
  case tab
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

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .blank: UInt8(ascii: " ")
    }
  }

  /// The first of tab, semicolon and comma that a line has outside of quotes, or else blank if it has one; a comma for
  /// a line of one field.
  init(ofLine line: some Sequence<UInt8>) {
    var met: Set<UInt8> = []
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { met.insert(byte) }
    }
    self = [.tab, .semicolon, .comma, .blank].first { met.contains($0.byte) } ?? .comma
  }
}
