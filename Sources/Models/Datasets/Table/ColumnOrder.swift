import Found
import Networks
import TensorIO

/// How the columns of a table become those of a model: by their names, never by their places.
package struct ColumnOrder {
  /// For each column of the model's `x`, where it is in that of the table.
  private let sources: [Int]
  /// What a number of the table is in the model, where levels have other numbers there, by the column's place in the
  /// model.
  private let flags: [Int: [Double]]
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
  fileprivate static func list(_ names: [String]) -> String {
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
}

extension Column.Kind {
  /// Whether a column of it is a number that stands for itself.
  fileprivate var isNumber: Bool { self == .number || self == .count }
}

extension Frame {
  /// The frame with the columns of a model, by their names.
  ///
  /// - Parameter columns: those of the model; nil for a model that goes by places, which takes numbers alone.
  /// - Throws: `VAEError`, where a column is missing or another, and for a stream without names.
  package func arranged(like columns: Columns?) throws -> Frame {
    guard let columns else {
      if let category = self.columns?.category { throw VAEError(category.refusal) }
      return self
    }
    guard let own = self.columns else {
      throw VAEError(
        "no '\(Columns.field)', and the model goes by the names of columns: make the table with csv2t --like MODEL"
      )
    }
    let order = try ColumnOrder(of: own, in: columns)
    guard let x = self["x"], WideNumbers.types.contains(x.elementType) else { return self }
    // What the table has beside x keeps its own names and levels.
    let rest = own.all.filter { $0.place != "x" && columns[$0.name]?.place != "x" }
    let stamp = try Columns(columns.at("x") + rest).tensor
    return try Frame([stamp, order.arranged(x)] + tensors(without: ["x", Columns.field]))
  }

  /// The frame with the classes of a conditional model in `y`, by their names.
  ///
  /// - Parameters:
  ///   - columns: those of the model; nil for a model that goes by numbers.
  ///   - firstRow: the number of the frame's first row in its stream.
  /// - Throws: `VAEError`, for a class that the model does not have, and where one of the two has names and the other
  ///   numbers.
  package func withClasses(like columns: Columns?, firstRow: Int) throws -> Frame {
    // Labels that are drawn have no names, and the model's numbers.
    guard let y = self["y"], let their = self.columns?.at("y").first else { return self }
    let mine = columns?.at("y").first
    if mine?.levels ?? [] == their.levels { return self }
    guard let mine, !mine.levels.isEmpty, !their.levels.isEmpty, y.elementType == .i32 else {
      let (names, numbers) =
        their.levels.isEmpty ? ("the model", "the table") : ("the table", "the model")
      throw VAEError(
        "tensor 'y': labels have names in \(names) and are numbers in \(numbers): make the table with csv2t --like MODEL"
      )
    }
    let numbers = mine.numbers(ofLevelsOf: their)
    let found = y.elements(of: Int32.self)
    var classes: [Int32] = []
    for (row, label) in found.enumerated() {
      // What is no level here is refused as a number is.
      guard numbers.indices.contains(Int(label)) else {
        classes.append(-1)
        continue
      }
      guard let number = numbers[Int(label)] else {
        throw VAEError(
          "tensor 'y', row \(firstRow + row): \(quoted(their.levels[Int(label)])), expected "
            + "\(ColumnOrder.list(mine.levels)) as in the model's training data")
      }
      classes.append(Int32(number))
    }
    let stamp = try Columns(
      (self.columns?.all ?? []).map { $0.place == "y" ? mine.named(their.name) : $0 })
    return try Frame(
      [stamp.tensor, Tensor("y", shape: y.shape, classes)]
        + tensors(without: ["y", Columns.field]))
  }
}

extension Column {
  /// The same under another name.
  fileprivate func named(_ name: String) -> Column {
    Column(place: place, kind: kind, name: name, levels: levels)
  }

  /// Why a category has no place in the data of any model.
  package var refusal: String {
    "column \(quoted(name)) is a category, and every likelihood is one of numbers: leave it out with csv2t --drop"
  }
}

extension Columns {
  /// The first column of `x` whose numbers are those of levels, more than two.
  package var category: Column? { all.first { $0.place == "x" && $0.kind == .category } }

  /// Decoded rows as the kinds of their columns have them: counts are whole numbers from 0, flags 0 or 1, the nearest.
  ///
  /// - Parameter x: f64 `[rows, columns]`.
  package func settled(_ x: Tensor) -> Tensor {
    let kinds = at("x").map(\.kind)
    guard x.elementType == .f64, kinds.contains(where: { $0 == .count || $0 == .flag }) else {
      return x
    }
    return x.withElements(of: Double.self) { numbers in
      Tensor(x.name, shape: x.shape, of: Double.self) { result in
        for index in numbers.indices {
          let number = numbers[index]
          result[index] =
            switch kinds[index % kinds.count] {
            case .count: min(max(number.rounded(), 0), 16_777_216)
            case .flag: number < 0.5 ? 0 : 1
            default: number
            }
        }
      }
    }
  }
}
