import Found
internal import TensorIO
internal import Tool

/// What a column has in all rows of a file, as far as its kind and its levels depend on it.
struct ColumnScan {
  let name: String
  /// Nil where the values tell.
  let told: Column.Kind?
  private var levels = LevelTable()
  private var numbers = 0
  private var texts = 0
  /// Whether all numbers are `0` or `1`, and whether both were met.
  private var isBinary = true
  private var hasZero = false
  private var hasOne = false
  /// Whether all labels are whole numbers as they would be written.
  private var isWhole = true
  /// Bytes of the longest.
  private(set) var longest = 0

  init(name: String, told: Column.Kind?) { (self.name, self.told) = (name, told) }

  /// Whether anything must be known of its values before the first row is written.
  static func isNeeded(_ told: Column.Kind?, hasSize: Bool) -> Bool {
    switch told {
    case .number, .count, .time: false
    case .id, .text: !hasSize
    case nil, .flag, .category, .label: true
    }
  }

  /// Bytes of levels.
  var size: Int { levels.size }

  /// Adds a value that is not missing.
  ///
  /// - Throws: `Fault` with what is wrong.
  mutating func add(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: inout NumberParser
  ) throws(Fault) {
    switch told {
    case .number, .count, .time: return
    case .id, .text: longest = max(longest, bytes.count)
    case .label:
      if isWhole { isWhole = Self.isWhole(bytes) }
      try addLevel(bytes)
    case .flag, .category: try addLevel(bytes)
    case nil: try addValue(bytes, &parser)
    }
  }

  private mutating func addValue(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parser: inout NumberParser
  ) throws(Fault) {
    let field = parser.parse(bytes)
    switch field {
    case .number:
      numbers += 1
      if isBinary {
        isBinary = bytes.count == 1 && (bytes[0] == 0x30 || bytes[0] == 0x31)
        if isBinary, bytes[0] == 0x30 { hasZero = true } else { hasOne = true }
      }
    case .text:
      texts += 1
      try addLevel(bytes)
    default: throw Fault(NumberParser.fault(field, Array(bytes), mark: parser.mark))
    }
    if numbers > 0, texts > 0 { throw Fault(turn(bytes, field)) }
  }

  /// What to say of the first text after numbers, or the first number after texts.
  private func turn(_ bytes: UnsafeBufferPointer<UInt8>, _ field: NumberField) -> String {
    let found = quoted(Array(bytes), most: 40)
    if case .text = field {
      let again = bytes.elementsEqual(name.utf8) ? "is the line of names there again? Else " : ""
      return
        "found \(found) after \(Self.counted(numbers, "number")): \(again)--na \(found) if it stands for a "
        + "missing one, or --kind NAME=category"
    }
    let first = quoted(Array(levels.text(0)), most: 40)
    let cure = levels.count == 1 ? "--na \(first) if that stands for a missing one, or " : ""
    return
      "found \(found) after \(Self.counted(texts, "text")) such as \(first): \(cure)--kind NAME=category"
  }

  private static func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
  }

  private mutating func addLevel(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
    let known = levels.count
    let number = levels.add(bytes)
    guard number == known else { return }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(Fault.notUTF8(bytes)) }
    if levels.count > Columns.mostLevels || levels.size > Columns.mostBytes / 2 {
      throw Fault(
        "more than \(levels.count - 1) different values: --id, --kind NAME=text or --drop"
      )
    }
  }

  /// The column, at a place that is settled.
  ///
  /// - Throws: `Fault` where its values are none of the kind.
  func column(at place: String) throws(Fault) -> Column {
    if let told {
      switch told {
      case .number, .count, .time, .id, .text: return Column(place: place, kind: told, name: name)
      case .label:
        return Column(place: place, kind: .label, name: name, levels: isWhole ? [] : sorted)
      case .category:
        if levels.count == 0 { throw Fault("no values, expected some for a category") }
        return Column(kind: .category, name: name, levels: sorted)
      case .flag:
        guard levels.count == 2 else {
          throw Fault(
            "\(Self.counted(levels.count, "different value")), expected two for a flag")
        }
        return Column(kind: .flag, name: name, levels: Self.inOrder(sorted))
      }
    }
    if texts == 0 {
      let isFlag = isBinary && hasZero && hasOne
      return Column(
        kind: isFlag ? .flag : .number, name: name, levels: isFlag ? ["0", "1"] : [])
    }
    let levels = sorted
    if levels.count == 2, Self.words.contains(levels.map { $0.lowercased() }.sorted()) {
      return Column(kind: .flag, name: name, levels: Self.inOrder(levels))
    }
    if levels.count > 16, levels.count * 2 > texts {
      throw Fault(
        "\(levels.count) different texts in \(texts) rows, which are no categories: --id, --kind NAME=text or --drop"
      )
    }
    return Column(kind: .category, name: name, levels: levels)
  }

  private var sorted: [String] { levels.sorted.map { String(decoding: $0, as: UTF8.self) } }

  /// Pairs of words that make a flag, in any case of letters; the first in the alphabet is 0.
  private static let words = [["false", "true"], ["no", "yes"]]

  /// Two levels, no before yes whatever the case of their letters.
  private static func inOrder(_ levels: [String]) -> [String] {
    let lower = levels.map { $0.lowercased() }
    return words.contains([lower[1], lower[0]]) ? levels.reversed() : levels
  }

  /// A whole number below 2³¹ as it is written: no sign, no needless zeros.
  private static func isWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= 10, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
      bytes.count == 1 || bytes[0] != 0x30
    else { return false }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= Int(Int32.max)
  }
}

/// What is wrong with a value, or with a column.
struct Fault: Error {
  let message: String
  init(_ message: String) { self.message = message }

  static func notUTF8(_ bytes: some Collection<UInt8>) -> String {
    "found \(quoted(Array(bytes), most: 40)), expected UTF-8: iconv -f LATIN1 -t UTF-8 FILE | csv2t, if it is Latin 1"
  }
}
