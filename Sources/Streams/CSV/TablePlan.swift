import Found
internal import TensorIO
internal import Tool

/// What becomes of each field of a record.
struct TablePlan {
  /// Where a field goes.
  enum Target: UInt8 {
    case nowhere
    /// A number of x.
    case number
    case count
    /// The number of a level, in x.
    case level
    case label
    case time
    /// One of `texts`.
    case text
  }

  let columns: Columns
  /// One for each field of a record.
  let targets: [Target]
  /// For each field which column of x, or which of `texts`, it is.
  let places: [Int]
  /// For each field its levels; none for a number.
  let levels: [LevelTable]
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
    var inX: [ExactText: Int] = [:]
    for (index, column) in columns.at("x").enumerated() { inX[ExactText(column.name)] = index }
    var texts: [(tensor: String, size: Int)] = []
    var places: [Int] = []
    targets = names.map { name in
      places.append(inX[ExactText(name)] ?? 0)
      guard let column = columns[name] else { return .nowhere }
      switch column.kind {
      case .number: return .number
      case .count: return .count
      case .flag, .category: return .level
      case .label: return .label
      case .time: return .time
      case .id, .text:
        places[places.count - 1] = texts.count
        texts.append((column.place, size(column)))
        return .text
      }
    }
    levels = names.map { LevelTable(columns[$0]?.levels ?? []) }
    self.places = places
    self.texts = texts
    width = inX.count
    hasLabel = columns.all.contains { $0.kind == .label }
    hasTime = columns.all.contains { $0.kind == .time }
  }
}
