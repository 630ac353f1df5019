import Found
import Text
internal import Tool

/// Reads fields as numbers. With semicolons the mark for a fraction is whichever is met first, and the other is
/// refused from then on: it would be one for thousands.
struct NumberParser {
  /// Nil until one is met.
  private(set) var mark: UInt8?
  private var scratch: [UInt8] = []

  /// - Parameter mark: nil where the file tells.
  init(mark: UInt8?) { self.mark = mark }

  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberField {
    if let number = shortNumber(bytes) { return .number(number) }
    if mark == UInt8(ascii: "."), let number = nearestDouble(bytes.span) {
      return checked(number, bytes)
    }
    return parseSlowly(bytes)
  }

  /// What most numbers are: at most 15 digits, with or without a minus and the mark. Whole numbers below 2⁵³ and powers
  /// of ten to 10²² are such floats, so one division rounds once, to the nearest. Nil for all others.
  @inline(__always)
  private func shortNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let start = bytes.baseAddress, bytes.count <= 17 else { return nil }
    let count = bytes.count
    let isNegative = count > 0 && start[0] == UInt8(ascii: "-")
    var at = isNegative ? 1 : 0
    let first = at
    var digits: UInt64 = 0
    while at < count, start[at] &- 0x30 <= 9 {
      digits = digits &* 10 &+ UInt64(start[at] &- 0x30)
      at += 1
    }
    var digitCount = at - first
    var power = 0
    if at < count {
      guard start[at] == mark else { return nil }
      at += 1
      let point = at
      while at < count, start[at] &- 0x30 <= 9 {
        digits = digits &* 10 &+ UInt64(start[at] &- 0x30)
        at += 1
      }
      power = at - point
      digitCount += power
    }
    guard at == count, digitCount > 0, digitCount <= 15 else { return nil }
    var number = Double(digits)
    if power > 0 { number /= Self.powers[power] }
    return isNegative ? -number : number
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private mutating func parseSlowly(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberField {
    guard let first = bytes.first, Self.mayBegin(first) else { return .text }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(
      contentsOf: first == UInt8(ascii: "+")
        ? UnsafeBufferPointer(rebasing: bytes.dropFirst()) : bytes)
    if first == UInt8(ascii: "+"), scratch.first == UInt8(ascii: "-") { return .text }
    let found = scratch.first { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    if let found {
      if found == UInt8(ascii: ",") {
        let isOne = scratch.count { $0 == found } == 1 && !scratch.contains(UInt8(ascii: "."))
        guard isOne, mark != UInt8(ascii: ".") else {
          return Self.isThousands(scratch)
            ? .thousands : isOne && number(scratch) != nil ? .otherMark : .text
        }
      } else if mark == UInt8(ascii: ",") {
        return Self.isThousands(scratch)
          ? .thousands : nearestDouble(scratch.span) != nil ? .otherMark : .text
      }
    }
    guard let number = number(scratch) else {
      return Self.isThousands(scratch) ? .thousands : .text
    }
    if let found { mark = found }
    return checked(number, bytes)
  }

  /// A number with either mark.
  private func number(_ text: [UInt8]) -> Double? {
    if !text.contains(UInt8(ascii: ",")) { return nearestDouble(text.span) }
    let text = text.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return nearestDouble(text.span)
  }

  private func checked(_ number: Double, _ bytes: UnsafeBufferPointer<UInt8>) -> NumberField {
    // 15 digits are always held, and few numbers have more.
    if bytes.count > 15, number.magnitude > 9_007_199_254_740_992,
      bytes.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }),
      Int64(exactly: number).map({ "\($0)".utf8.elementsEqual(bytes) }) != true
    {
      return .tooLong
    }
    return number.isFinite ? .number(number) : .tooLarge
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || [0x2D, 0x2B, 0x2E, 0x2C].contains(byte)
  }

  /// One to three digits, then groups of three with the same point, comma, blank or apostrophe before each, and perhaps
  /// the other mark and digits.
  private static func isThousands(_ text: [UInt8]) -> Bool {
    var at = text.first == UInt8(ascii: "-") ? 1 : 0
    func digits() -> Int {
      let start = at
      while at < text.count, (0x30...0x39).contains(text[at]) { at += 1 }
      return at - start
    }
    guard (1...3).contains(digits()), at < text.count, ",.' ".utf8.contains(text[at]) else {
      return false
    }
    let between = text[at]
    while at < text.count, text[at] == between {
      at += 1
      if digits() != 3 { return false }
    }
    if at == text.count { return true }
    guard text[at] == UInt8(ascii: ",") || text[at] == UInt8(ascii: "."), text[at] != between else {
      return false
    }
    at += 1
    return digits() > 0 && at == text.count
  }

  /// What to say of a field that is no number of a column.
  static func fault(_ field: NumberField, _ bytes: [UInt8], mark: UInt8?) -> String {
    let found = bytes.isEmpty ? "nothing" : quoted(bytes, most: 40)
    switch field {
    case .thousands:
      return "found \(found), a number with separators between its thousands: take them out first"
    case .tooLong:
      return
        "found \(found), which has more digits than a 64-bit float holds: --id, --kind NAME=text or --drop"
    case .tooLarge:
      return
        "found \(found), expected a number of magnitude at most \(Double.greatestFiniteMagnitude)"
    case .otherMark:
      return
        "found \(found), where '\(mark == UInt8(ascii: ",") ? "," : ".")' is before the fraction: --decimal , or --decimal . if that is not so"
    case .number, .text: return "found \(found), expected a number"
    }
  }
}
