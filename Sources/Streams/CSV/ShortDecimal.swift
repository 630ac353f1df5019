/// A number of few decimals, which most numbers in tables are: digits with a point before the last `places` of them.
/// It is the shortest decimal that reads back as the number, as Swift's description is, and is found sooner.
struct ShortDecimal {
  let isNegative: Bool
  /// Below 10¹⁵.
  let digits: UInt64
  let places: Int

  /// Nil for a number that has more digits or decimals, or is so small that an exponent would be written, and for −0.
  ///
  /// Two decimals of at most 15 digits never round to one 64-bit float. So where digits with a point read back as the
  /// number, no fewer do but those without zeros at their end, and these are tried before.
  init?(_ number: Double) {
    let magnitude = number.magnitude
    guard magnitude >= 0.001, magnitude < 1e15 else {
      guard number.bitPattern == 0 else { return nil }
      (isNegative, digits, places) = (false, 0, 0)
      return
    }
    for places in Self.powers.indices {
      // Below 2⁵³ a product that is rounded may be the digits; the division, rounded once, tells.
      let scaled = (magnitude * Self.powers[places]).rounded()
      if scaled >= 1e15 { return nil }
      if scaled / Self.powers[places] == magnitude {
        (isNegative, digits, self.places) = (number < 0, UInt64(scaled), places)
        return
      }
    }
    return nil
  }

  /// Powers of ten to the most decimals.
  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
}
