import TensorIO

/// The columns of a table, a line each.
struct ColumnList {
  /// Columns, and levels of each, that are shown; `--tsv` has all.
  private static let mostColumns = 64
  private static let mostLevels = 8

  private let columns: Columns

  init(_ columns: Columns) { self.columns = columns }

  /// The value of `@!columns` in the summary.
  var value: String {
    columns.all.count == 1 ? "1 column, below" : "\(columns.all.count) columns, below"
  }

  /// Place, kind, name and levels of each.
  var lines: String {
    let rows = columns.all.prefix(Self.mostColumns).map { column in
      let levels = column.levels.prefix(Self.mostLevels).map { "'\(Tensor.escaped($0))'" }
      let more = column.levels.count - levels.count
      let cells = [
        "  " + column.place, column.kind.rawValue, "'\(Tensor.escaped(column.name))'",
      ]
      let list = levels.joined(separator: " ") + (more > 0 ? " … \(more) more" : "")
      return list.isEmpty ? cells : cells + [list]
    }
    let more = columns.all.count - rows.count
    return Table(header: nil, rows: rows).aligned
      + (more > 0 ? "    … \(more) more, which --tsv has\n" : "")
  }
}
