/// How a table is written.
package struct CSVStyle {
  package var separator = CSVSeparator.comma
  /// What stands before the fraction of a number.
  package var decimalMark = UInt8(ascii: ".")
  /// What stands for a missing value.
  package var missing = ""
  package var hasHeader = true

  package init() {}
}
