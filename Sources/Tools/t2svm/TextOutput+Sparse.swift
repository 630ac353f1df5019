import Tool

/// Lines `label index:value ...`, the text format of LIBSVM and LIBLINEAR, which the README of each describes:
/// indices from 1 in ascending order, and what is left out is 0.
extension TextOutput {
  /// Begins a line.
  mutating func begin(label: Int64) { bytes += String(label).utf8 }

  /// Adds a number to the line.
  ///
  /// - Parameter index: of the feature, from 0.
  mutating func add(_ number: String, at index: Int) throws(ToolError) {
    bytes.append(UInt8(ascii: " "))
    bytes += String(index + 1).utf8
    bytes.append(UInt8(ascii: ":"))
    bytes += number.utf8
    try flushIfLarge()
  }

  /// Ends the line.
  mutating func end() throws(ToolError) {
    bytes.append(UInt8(ascii: "\n"))
    try flushIfLarge()
  }
}
