/// The parts of a valid safetensors file, told by the depth of its header's braces. A file of this kind has no checksum:
/// other elements, another name and another word are a file too. All else must be refused.
struct SafeTensorsParts {
  /// What may be read as other data, by the place of the byte.
  private var reasons: [Int: String] = [:]
  private let headerEnd: Int

  init(_ bytes: [UInt8]) {
    headerEnd = 8 + bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var depth = 0
    var isInWords = false
    var place = 8
    while place < min(headerEnd, bytes.count) {
      switch bytes[place] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""):
        let inside = Self.string(bytes, after: place)
        if depth == 1 {
          // The one name whose change makes something else of what it names.
          isInWords = bytes[inside].elementsEqual("__metadata__".utf8)
          if !isInWords { mark(inside, "another name") }
        } else if isInWords {
          mark(inside, "another word")
        }
        place = inside.upperBound
      default: break
      }
      place += 1
    }
  }

  /// Why a change of that byte may be read as other data; nil where it may not.
  func reason(at place: Int) -> String? {
    place < headerEnd ? reasons[place] : "other elements"
  }

  private mutating func mark(_ range: Range<Int>, _ reason: String) {
    for place in range { reasons[place] = reason }
  }

  /// What is between a quote and the next, which no backslash stands before.
  private static func string(_ bytes: [UInt8], after quote: Int) -> Range<Int> {
    var end = quote + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return quote + 1..<min(end, bytes.count)
  }
}
