import Found
internal import TensorIO
internal import Tool

/// What becomes of each field of a record.
struct TablePlan {
  /// Where a field goes.
  enum Target {
    case nowhere
    /// A place in a row of x, with the levels of a flag or a category.
    case number(Int)
    case count(Int)
    case level(Int, LevelTable)
    /// A label, with its levels; none for one that is a number.
    case label(LevelTable)
    case time
    /// One of `texts`.
    case text(Int)
  }

  let columns: Columns
  /// One for each field of a record.
  let targets: [Target]
  /// Columns of x.
  let width: Int
  /// The tensors of ids and texts, and their width in bytes.
  let texts: [(tensor: String, size: Int)]
  let hasLabel: Bool
  let hasTime: Bool

  /// - Parameters:
  ///   - columns: those that are wanted, in their order.
  ///   - names: those of the file's fields. It has all of the columns.
  ///   - size: the width of the text at a place.
  init(_ columns: Columns, names: [String], size: (Column) -> Int) {
    self.columns = columns
    var places: [ExactText: Int] = [:]
    for (index, column) in columns.at("x").enumerated() { places[ExactText(column.name)] = index }
    var texts: [(tensor: String, size: Int)] = []
    targets = names.map { name in
      guard let column = columns[name] else { return .nowhere }
      let place = places[ExactText(name)] ?? 0
      switch column.kind {
      case .number: return .number(place)
      case .count: return .count(place)
      case .flag, .category: return .level(place, LevelTable(column.levels))
      case .label: return .label(LevelTable(column.levels))
      case .time: return .time
      case .id, .text:
        texts.append((column.place, size(column)))
        return .text(texts.count - 1)
      }
    }
    self.texts = texts
    width = places.count
    hasLabel = columns.all.contains { $0.kind == .label }
    hasTime = columns.all.contains { $0.kind == .time }
  }
}
