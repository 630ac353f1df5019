import Found
import Networks
import TensorIO

/// How the columns of a table become those of a model: by their names, never by their places.
package struct ColumnOrder {
  /// For each column of the model's `x`, where it is in that of the table.
  private let sources: [Int]
  /// What a number of the table is in the model, where levels have other numbers there: of columns of `x`, by their
  /// place in the model, and of the classes.
  private let flags: [Int: [Double]]
  private let classes: [Int32]?
  /// Columns of the table's `x` that the model does not know.
  package let further: [String]

  /// - Throws: `VAEError`, for a column that the table lacks, that has another kind there, or that has other levels.
  package init(of table: Columns, in model: Columns) throws(VAEError) {
    let theirs = table.at("x")
    // Of the lines of the table, where those of x are in x.
    var places: [Int: Int] = [:]
    for (line, column) in table.all.enumerated() where column.place == "x" {
      places[line] = places.count
    }
    var sources: [Int] = []
    var flags: [Int: [Double]] = [:]
    for (index, column) in model.at("x").enumerated() {
      guard let place = table.index(of: column.name).flatMap({ places[$0] }) else {
        throw VAEError(
          "no column \(quoted(column.name)), which the model has; the columns are "
            + Self.list(theirs.map(\.name)))
      }
      sources.append(place)
      if column.kind.isNumber, theirs[place].kind.isNumber { continue }
      guard column.kind == theirs[place].kind else {
        throw VAEError(
          "column \(quoted(column.name)) is a \(theirs[place].kind.rawValue), the model has a \(column.kind.rawValue): "
            + "make the table with csv2t --like MODEL")
      }
      flags[index] = try Self.numbers(of: column, for: theirs[place]).map(Double.init)
    }
    self.sources = sources
    self.flags = flags
    let known = Set(sources)
    further = theirs.indices.filter { !known.contains($0) }.map { theirs[$0].name }
    classes = try Self.classes(of: table, in: model)
  }

  /// The class in the model of each class of the table; nil where they have no names.
  private static func classes(of table: Columns, in model: Columns) throws(VAEError) -> [Int32]? {
    guard let mine = model.at("y").first, let their = table.at("y").first, !mine.levels.isEmpty,
      !their.levels.isEmpty
    else { return nil }
    return mine.numbers(ofLevelsOf: their).map { $0.map(Int32.init) ?? -1 }
  }

  private static func numbers(of mine: Column, for their: Column) throws(VAEError) -> [Int] {
    var numbers: [Int] = []
    for (level, number) in zip(their.levels, mine.numbers(ofLevelsOf: their)) {
      guard let number else {
        throw VAEError(
          "column \(quoted(mine.name)) has the level \(quoted(level)), expected \(list(mine.levels)) as in the model's "
            + "training data")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The first of many names.
  private static func list(_ names: [String]) -> String {
    names.prefix(12).map { quoted($0) }.joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
  }

  private var isSame: Bool {
    further.isEmpty && sources.elementsEqual(sources.indices)
      && flags.values.allSatisfy { $0 == [0, 1] }
  }

  /// The `x` of the model: f64, or as it is where nothing moves.
  ///
  /// - Parameter x: of the table, `[rows, columns]`.
  func arranged(_ x: Tensor) -> Tensor {
    if isSame { return x }
    let rows = x.shape[0]
    return Tensor(x.name, shape: [rows, sources.count], of: Double.self) { result in
      result.withUnsafeMutableBufferPointer { result in
        WideNumbers.forEachRow(x, unit: Frame.standardUnit) { row, numbers in
          for (place, source) in sources.enumerated() {
            var number = numbers[source]
            if let levels = flags[place], number == 0 || number == 1 {
              number = levels[Int(number)]
            }
            result[row * sources.count + place] = number
          }
        }
      }
    }
  }

  /// The classes of the model.
  ///
  /// - Parameter y: of the table; a class that the model does not have becomes −1.
  func arranged(labels y: Tensor) -> Tensor {
    guard let classes, y.elementType == .i32 else { return y }
    return Tensor(
      y.name, shape: y.shape,
      y.elements(of: Int32.self).map { classes.indices.contains(Int($0)) ? classes[Int($0)] : $0 })
  }
}

extension Column.Kind {
  /// Whether a column of it is a number that stands for itself.
  fileprivate var isNumber: Bool { self == .number || self == .count }
}

extension Frame {
  /// The frame with the columns and classes of a model, by their names.
  ///
  /// - Parameter columns: those of the model; nil for a model that goes by places.
  /// - Throws: `VAEError`, where a column is missing or another, and for a stream without names.
  package func arranged(like columns: Columns?) throws -> Frame {
    guard let columns else { return self }
    guard let own = self.columns else {
      throw VAEError(
        "no '\(Columns.field)', and the model goes by the names of columns: make the table with csv2t --like MODEL"
      )
    }
    let order = try ColumnOrder(of: own, in: columns)
    guard let x = self["x"], WideNumbers.types.contains(x.elementType) else { return self }
    let rest = tensors(without: ["x", "y", Columns.field])
    return try Frame(
      [columns.tensor, order.arranged(x)] + (self["y"].map { [order.arranged(labels: $0)] } ?? [])
        + rest)
  }
}
