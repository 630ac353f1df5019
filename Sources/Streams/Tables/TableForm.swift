import TensorIO

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
}
