import Found

extension Column {
  /// A line of `@!columns`, without the line feed.
  ///
  /// - Throws: `StreamError` with the line's number, from 1.
  init(parsing line: Substring.UTF8View, number: Int) throws(StreamError) {
    let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    guard fields.count >= 3 else {
      throw Columns.error(
        number, "found \(fields.count) fields, expected place, kind and name, with tabs between")
    }
    let word = String(Substring(fields[1]))
    guard let kind = Kind(rawValue: word) else {
      let words = Kind.allCases.map(\.rawValue)
      throw Columns.error(
        number,
        "found the kind \(quoted(word)), expected \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
      )
    }
    var texts: [String] = []
    texts.reserveCapacity(fields.count - 2)
    for field in fields[2...] {
      guard let text = Self.unescaped(field) else {
        throw Columns.error(
          number, "found \(quoted(Array(field))), expected \\t, \\n or \\\\ where a backslash is")
      }
      texts.append(text)
    }
    self.init(
      place: String(Substring(fields[0])), kind: kind, name: texts[0], levels: Array(texts[1...]))
  }

  /// A text without its escapes; nil where a backslash is before something else.
  private static func unescaped(_ text: Substring.UTF8View) -> String? {
    guard text.contains(0x5C) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in text {
      if isEscape {
        switch byte {
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case 0x5C: bytes.append(0x5C)
        default: return nil
        }
        isEscape = false
      } else if byte == 0x5C {
        isEscape = true
      } else {
        bytes.append(byte)
      }
    }
    return isEscape ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
