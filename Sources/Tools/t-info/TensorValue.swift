import TensorIO

extension Tensor {
  /// What metadata say: a text, 8 numbers at most, or as many whole ones as there can be classes. Nil for data and
  /// for more numbers.
  var value: String? {
    guard isMetadata else { return nil }
    if let text { return Self.escaped(text) }
    return count <= (elementType == .i64 ? 65_536 : 8) ? numbers.joined(separator: " ") : nil
  }

  /// The same for people, who see 16 numbers at most.
  var shortValue: String? { elementType != .utf8 && count > 16 ? nil : value }

  private var numbers: [String] {
    switch elementType {
    case .u8, .utf8: elements(of: UInt8.self).map(String.init)
    case .i32: elements(of: Int32.self).map(String.init)
    case .i64: elements(of: Int64.self).map(String.init)
    case .f32: elements(of: Float.self).map { String($0) }
    case .f64: elements(of: Double.self).map { String($0) }
    }
  }

  /// The text in one line that no terminal obeys: control characters and the backslash escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
