import Found
import Testing

/// A writer of `+5` or ` 5` meant something else, or the next reader will.
@Suite struct NumeralTests {
  @Test(arguments: [("0", 0), ("5", 5), ("-5", -5), ("007", 7), ("9223372036854775807", Int.max)])
  func wholeNumbers(_ text: String, _ number: Int) {
    #expect(Int(numeral: text) == number)
    #expect(Int(numeral: "x\(text)y".dropFirst().dropLast()) == number)
  }

  @Test(arguments: [
    "", "-", "+5", "--5", "-+5", "+-5", " 5", "5 ", "0x5", "5_000", "5.0", "5e3", "\u{FF15}", "٥",
    "9223372036854775808",
  ])
  func whatIsNoWholeNumber(_ text: String) {
    #expect(Int(numeral: text) == nil)
    #expect(UInt64(numeral: "-1\(text)") == nil)
  }

  /// Not even a zero: a type without a sign has none.
  @Test func unsigned() {
    #expect(UInt64(numeral: "18446744073709551615") == UInt64.max)
    for text in ["-0", "+0", "-1", "18446744073709551616"] {
      #expect(UInt64(numeral: text) == nil)
    }
  }

  @Test(arguments: [
    ("0.5", 0.5), ("-0.5", -0.5), (".5", 0.5), ("5.", 5), ("1e-4", 1e-4), ("1E3", 1000),
    ("1e+20", 1e20), ("-1e+20", -1e20),
  ])
  func numbers(_ text: String, _ number: Double) {
    #expect(Double(numeral: text) == number)
    #expect(Float(numeral: text) == Float(number))
  }

  @Test(arguments: [
    "", "-", "+", ".", "+0.5", "+.5", "-+1", "1e", "e5", "1+5", "1,5", " 1", "1 ", "0x1p3", "inf",
    "-inf", "nan", "infinity", "1e400", "-1e400", "1..2", "1_0", "\u{FF15}",
  ])
  func whatIsNoNumber(_ text: String) {
    #expect(Double(numeral: text) == nil)
    #expect(Float(numeral: text) == nil)
  }

  /// What the project writes of a number comes back.
  @Test(arguments: [
    1e16, 1e300, -1e-300, Double.leastNonzeroMagnitude, 0.1, Double.greatestFiniteMagnitude,
  ])
  func whatIsWrittenIsRead(_ number: Double) { #expect(Double(numeral: "\(number)") == number) }
}
