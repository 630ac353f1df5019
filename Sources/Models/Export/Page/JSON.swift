/// Values of JSON, written into a script of a page.
enum JSON {
  case text(String)
  case number(Double)
  case truth(Bool)
  case list([JSON])
  case object([(String, JSON)])

  static func numbers(_ values: [Int]) -> JSON { .list(values.map { .number(Double($0)) }) }

  /// Characters that would end a script or a line in it are written by their numbers.
  func write(to text: inout String) {
    switch self {
    case .text(let value):
      text += "\""
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"", "\\": text += "\\\(scalar)"
        case "<", "\u{2028}", "\u{2029}", "\u{0}"..<" ":
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
      }
      text += "\""
    case .number(let value): text += Int(exactly: value).map(String.init) ?? "\(value)"
    case .truth(let value): text += "\(value)"
    case .list(let values): JSON.join(values, "[", "]", to: &text) { $0.write(to: &$1) }
    case .object(let members):
      JSON.join(members, "{", "}", to: &text) {
        JSON.text($0.0).write(to: &$1)
        $1 += ":"
        $0.1.write(to: &$1)
      }
    }
  }

  private static func join<Part>(
    _ parts: [Part], _ first: String, _ last: String, to text: inout String,
    _ write: (Part, inout String) -> Void
  ) {
    text += first
    for (index, part) in parts.enumerated() {
      if index > 0 { text += "," }
      write(part, &text)
    }
    text += last
  }
}
