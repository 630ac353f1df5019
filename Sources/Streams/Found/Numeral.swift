// What a number may look like in an option, an operand, a variable of the environment or a field of a model:
// decimal digits, and nothing before them but a minus sign. With `+5`, ` 5`, `0x10`, `1_000`, `inf` or `nan` its
// writer meant something else, or the next reader will.

extension FixedWidthInteger {
  /// A whole number in decimal digits, with a minus sign where the type has one; nil for all else, and for what
  /// the type cannot hold.
  package init?(numeral text: some StringProtocol) {
    let digits = Self.isSigned && text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
      return nil
    }
    self.init(text)
  }
}

extension BinaryFloatingPoint where Self: LosslessStringConvertible {
  /// A finite number in decimal notation: `-0.5`, `2`, `1e-4`, and `1e+20`, as programs write large ones; nil for
  /// all else.
  package init?(numeral text: some StringProtocol) {
    guard text.first != "+", text.utf8.allSatisfy("0123456789+-.eE".utf8.contains),
      let number = Self(String(text)), number.isFinite
    else { return nil }
    self = number
  }
}
