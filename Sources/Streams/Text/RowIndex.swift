import Found
package import Tool

/// The numbers of rows, from 0, in the order in which they are wanted: the first field of each line of a
/// text.
package struct RowIndex {
  /// The name of the text, for diagnostics.
  package let name: String
  /// One for each line, in order.
  package private(set) var rows: [Int] = []

  /// Reads the text at `path`, `-` for standard input.
  ///
  /// - Parameter most: how many lines count. All are read, so that the program that writes them is not
  ///   cut off.
  /// - Throws: `ToolError`, with the status `badData` for a line that does not begin with a number.
  package init(_ path: String, most: Int) throws(ToolError) {
    var reader = try LineReader(path, as: .lines)
    name = reader.name
    while try reader.next() {
      reader.splitAtBlanks()
      guard reader.fieldCount > 0 else {
        throw reader.refusal("nothing but blanks, expected the number of a row")
      }
      let row = Int(try reader.integer(0, in: 0...Int64.max))
      if rows.count < most { rows.append(row) }
    }
  }
}
