/// Rows of cells, as text.
struct Table {
  let header: [String]?
  let rows: [[String]]

  /// One line a row, cells separated by a tab. No cell holds a tab or a line feed.
  var tabSeparated: String {
    ([header].compactMap { $0 } + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
  }

  /// Columns aligned by spaces, indented. The last cell of a row is as long as it likes.
  var aligned: String {
    let widths = rows.reduce(into: [Int]()) { widths, row in
      for (column, cell) in row.dropLast().enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row.dropLast(), widths) {
        line += "  " + cell + String(repeating: " ", count: width - cell.count)
      }
      return line + "  " + (row.last ?? "") + "\n"
    }.joined()
  }

  /// The cells for people: name and value where there is one, else name, type and shape.
  static func cells(name: String, type: String, shape: String, value: String?) -> [String] {
    if let value { [name, value] } else { [name, type, shape] }
  }
}
