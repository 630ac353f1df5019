/// The 64-bit float nearest to a number in decimal notation, infinite where the number is too large; nil
/// for anything else, such as `nan` and `0x1p3`.
package func nearestDouble(_ text: Span<UInt8>) -> Double? {
  guard let decimal = Decimal(text) else { return nil }
  return decimal.double ?? Double(string(text))
}

/// The 32-bit float nearest to such a number.
func nearestFloat(_ text: Span<UInt8>) -> Float? {
  guard let decimal = Decimal(text) else { return nil }
  if let double = decimal.double {
    // Rounded twice a number may miss the nearest float only if the first rounding led to the middle
    // between two floats: 29 bits fewer make a float, and in the middle just the highest is set. So it is
    // with normal floats, and none of less than 1e-22 comes here but 0.
    let isMiddle = double.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    if !isMiddle { return Float(double) }
  }
  return Float(string(text))
}

private func string(_ text: Span<UInt8>) -> String {
  text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

/// Digits with or without a minus, a point and an exponent.
private struct Decimal {
  /// The digits as a whole number, and the power of ten that it is multiplied by.
  private var digits: UInt64 = 0
  private var exponent = 0
  private var isNegative = false
  /// Whether the digits, or the exponent, are more than were added up.
  private var isLong = false

  /// What 64-bit floats hold exactly of the powers of ten.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The nearest 64-bit float, where the digits and the power of ten are such floats, so that it takes
  /// one rounding (Clinger, "How to read floating point numbers accurately", 1990); else nil.
  var double: Double? {
    guard !isLong, digits <= 1 << 53, exponent.magnitude < Self.powers.count else { return nil }
    let power = Self.powers[Int(exponent.magnitude)]
    let number = exponent < 0 ? Double(digits) / power : Double(digits) * power
    return isNegative ? -number : number
  }

  /// Reads the whole text; nil where it is not of that form.
  init?(_ text: Span<UInt8>) {
    var i = 0
    if !text.isEmpty, text[0] == UInt8(ascii: "-") {
      isNegative = true
      i = 1
    }
    var (digitCount, isFraction) = (0, false)
    while i < text.count {
      let digit = text[i] &- UInt8(ascii: "0")
      if digit <= 9 {
        add(digit)
        digitCount += 1
        if isFraction { exponent -= 1 }
      } else if text[i] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      i += 1
    }
    guard digitCount > 0, i == text.count || readExponent(text, from: i) else { return nil }
  }

  private mutating func add(_ digit: UInt8) {
    // Nineteen digits fit in a word.
    if digits >= 1_000_000_000_000_000_000 { isLong = true }
    if !isLong { digits = digits * 10 + UInt64(digit) }
  }

  /// Reads an exponent that begins at `start` and reaches to the end.
  private mutating func readExponent(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard text[start] == UInt8(ascii: "e") || text[start] == UInt8(ascii: "E") else { return false }
    var i = start + 1
    let isSigned = i < text.count && (text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+"))
    let isBelow = isSigned && text[i] == UInt8(ascii: "-")
    if isSigned { i += 1 }
    guard i < text.count else { return false }
    var power = 0
    while i < text.count {
      let digit = text[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { return false }
      if power > 100_000 { isLong = true } else { power = power * 10 + Int(digit) }
      i += 1
    }
    exponent += isBelow ? -power : power
    return true
  }
}
