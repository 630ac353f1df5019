/// A literal of Python, as the header of a `.npy` file holds one.
package indirect enum Literal {
  case text([UInt8])
  case bool(Bool)
  /// Nil for one that is negative or too large.
  case integer(Int?)
  case tuple([Literal])
  case list([Literal])
  /// In the order of the text.
  case dictionary([(key: Literal, value: Literal)])

  /// The literal that a text is; nil for a text that is none of these.
  package init?(_ text: [UInt8]) {
    var parser = LiteralParser(text)
    guard let literal = parser.literal(depth: 0), parser.isAtEnd else { return nil }
    self = literal
  }
}

/// Reads a literal from front to back.
private struct LiteralParser {
  /// Literals within one another at most.
  private static let depthLimit = 8

  private let text: [UInt8]
  private var offset = 0

  init(_ text: [UInt8]) { self.text = text }

  /// Whether nothing but white space is left.
  var isAtEnd: Bool {
    mutating get {
      passBlanks()
      return offset == text.count
    }
  }

  mutating func literal(depth: Int) -> Literal? {
    passBlanks()
    guard depth < Self.depthLimit, offset < text.count else { return nil }
    switch text[offset] {
    case UInt8(ascii: "{"): return dictionary(depth)
    case UInt8(ascii: "("):
      guard let (items, hasComma) = items(depth, end: UInt8(ascii: ")")) else { return nil }
      // One thing in parentheses is that thing.
      return items.count == 1 && !hasComma ? items[0] : .tuple(items)
    case UInt8(ascii: "["): return items(depth, end: UInt8(ascii: "]")).map { .list($0.items) }
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quotedText().map { .text($0) }
    default: return word()
    }
  }

  private mutating func dictionary(_ depth: Int) -> Literal? {
    offset += 1
    var entries: [(key: Literal, value: Literal)] = []
    while true {
      if take(UInt8(ascii: "}")) { return .dictionary(entries) }
      guard let key = literal(depth: depth + 1), take(UInt8(ascii: ":")),
        let value = literal(depth: depth + 1)
      else { return nil }
      entries.append((key, value))
      if !take(UInt8(ascii: ",")) {
        return take(UInt8(ascii: "}")) ? .dictionary(entries) : nil
      }
    }
  }

  /// The items up to `end`, and whether a comma follows the last.
  private mutating func items(_ depth: Int, end: UInt8) -> (items: [Literal], hasComma: Bool)? {
    offset += 1
    var items: [Literal] = []
    while true {
      if take(end) { return (items, !items.isEmpty) }
      guard let item = literal(depth: depth + 1) else { return nil }
      items.append(item)
      if !take(UInt8(ascii: ",")) { return take(end) ? (items, false) : nil }
    }
  }

  /// Text up to its quotation mark; no type that is known here has a backslash in it.
  private mutating func quotedText() -> [UInt8]? {
    let rest = text[(offset + 1)...]
    guard let end = rest.firstIndex(of: text[offset]), !rest[..<end].contains(UInt8(ascii: "\\"))
    else { return nil }
    offset = end + 1
    return Array(rest[..<end])
  }

  private mutating func word() -> Literal? {
    let isOfWord = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || byte == UInt8(ascii: "-")
    }
    let word = text[offset...].prefix(while: isOfWord)
    offset = word.endIndex
    switch String(decoding: word, as: UTF8.self) {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case let number:
      // Python 2 wrote `3L`.
      let digits = number.hasSuffix("L") ? number.dropLast() : number[...]
      let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let isNegative = digits.first == "-" && digits.dropFirst().allSatisfy(\.isNumber)
      guard isNumber || isNegative && digits.count > 1 else { return nil }
      return .integer(isNumber ? Int(digits) : nil)
    }
  }

  /// Passes over a character, if it is the next.
  private mutating func take(_ character: UInt8) -> Bool {
    passBlanks()
    guard offset < text.count, text[offset] == character else { return false }
    offset += 1
    return true
  }

  private mutating func passBlanks() {
    while offset < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[offset]) { offset += 1 }
  }
}
