/// What the lines of a table are.
package struct TableForm {
  /// The tensor that the numbers become.
  package var tensor = "z"
  /// The shape of a row; nil for one that has as many numbers as the first line.
  package var shape: [Int]?
  /// What is between fields.
  package var separator = UInt8(ascii: "\t")
  /// Whether the first field is the label of the row.
  package var hasLabels = false
  /// Whether the first line is passed over.
  package var hasHeader = false

  package init() {}
}
