/// A look at JSON text before it is parsed: how deep it is and how many values it has, which is what decides on the
/// memory that a parser takes. What is no JSON is left to the parser.
struct HeaderScan {
  /// A header is an object of tensors, which have a list each.
  static let mostDeep = 3
  /// 4,096 tensors of rank 8, with what stands between them, have fewer.
  static let mostValues = 1 << 17

  /// Why the text is not parsed; nil where it may be.
  let refusal: String?

  init(_ text: [UInt8]) {
    var depth = 0
    var values = 0
    var isInString = false
    var isEscaped = false
    for (place, byte) in text.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        values += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): values += 1
      default: break
      }
      if depth > Self.mostDeep {
        refusal = "byte \(place): lists and objects are nested more than \(Self.mostDeep) deep"
        return
      }
      if values > Self.mostValues {
        refusal = "byte \(place): more than \(Self.mostValues) values"
        return
      }
    }
    refusal = nil
  }
}
