import Found

/// A column of a table, as a line of `@!columns` names it.
public struct Column: Sendable, Equatable {
  /// What the numbers of a column are.
  public enum Kind: String, Sendable, CaseIterable {
    /// A number in the unit of whoever made the table.
    case number
    /// A whole number from 0 to 2²⁴.
    case count
    /// 0 or 1.
    case flag
    /// The number of a level, from 0.
    case category
    /// The number of a class, from 0, in the tensor `y`.
    case label
    /// The name of the row, in the tensor `id`.
    case id
    /// A time, in the tensor `time`.
    case time
    /// A text that is passed on as it stood, in a tensor `text.0`, `text.1` and so on.
    case text
  }

  /// The tensor that holds the column.
  public let place: String
  public let kind: Kind
  /// What the header of the table calls it.
  public let name: String
  /// What stands in the table for the numbers 0, 1 and so on. None for numbers, counts, ids, times and texts, and for
  /// a label that is a number.
  public let levels: [String]

  /// A column. `Columns` checks it.
  public init(place: String = "x", kind: Kind, name: String, levels: [String] = []) {
    (self.place, self.kind, self.name, self.levels) = (place, kind, name, levels)
  }

  /// The number of a level; nil where there is none of that name.
  public func number(of level: String) -> Int? {
    levels.firstIndex { $0.utf8.elementsEqual(level.utf8) }
  }

  /// The number here of each level of another column; nil for one that this column lacks.
  public func numbers(ofLevelsOf other: Column) -> [Int?] {
    var numbers: [ExactText: Int] = [:]
    for (number, level) in levels.enumerated() { numbers[ExactText(level)] = number }
    return other.levels.map { numbers[ExactText($0)] }
  }

  public static func == (one: Column, other: Column) -> Bool {
    one.place == other.place && one.kind == other.kind
      && ExactText(one.name) == ExactText(other.name)
      && one.levels.elementsEqual(other.levels) { ExactText($0) == ExactText($1) }
  }

  /// Its line, without the line feed.
  var line: String {
    ([place, kind.rawValue] + ([name] + levels).map(Self.escaped)).joined(separator: "\t")
  }

  /// What breaks a rule, and what was expected; nil where none does.
  var fault: String? {
    if let fault = placeFault { return fault }
    let expected: String
    switch kind {
    case .flag where levels.count != 2: expected = "2"
    case .category where levels.isEmpty: expected = "1 or more"
    case .number where !levels.isEmpty, .count where !levels.isEmpty, .id where !levels.isEmpty,
      .time where !levels.isEmpty, .text where !levels.isEmpty:
      expected = "none"
    default: return levelFault
    }
    return "found a \(kind.rawValue) of \(levels.count) levels, expected \(expected)"
  }

  private var placeFault: String? {
    if place.hasPrefix("@") || (try? Frame.check(name: place)) == nil {
      return "found the place \(quoted(place)), expected the name of a tensor of rows"
    }
    let isTheirs: Bool
    switch kind {
    case .label: isTheirs = place == "y"
    case .id, .time: isTheirs = place == kind.rawValue
    case .text: isTheirs = place.hasPrefix("text.")
    case .number, .count, .flag, .category:
      isTheirs = !["y", "id", "time"].contains(place) && !place.hasPrefix("text.")
    }
    return isTheirs ? nil : "found the kind '\(kind.rawValue)' at the place \(quoted(place))"
  }

  private var levelFault: String? {
    if levels.count > Columns.mostLevels {
      return "found \(levels.count) levels, expected at most \(Columns.mostLevels)"
    }
    var met: Set<ExactText> = []
    for level in levels where !met.insert(ExactText(level)).inserted {
      return "found the level \(quoted(level)) twice"
    }
    return nil
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x09, 0x0A, 0x5C].contains($0) }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
      case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
      case 0x5C: bytes += [0x5C, 0x5C]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
