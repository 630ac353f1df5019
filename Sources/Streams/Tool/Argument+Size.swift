import Found

extension Argument {
  /// A number of bytes: digits, and perhaps K, M or G for 2¹⁰, 2²⁰ or 2³⁰ of them.
  ///
  /// - Parameter kibibytes: the least that is allowed, in 2¹⁰ bytes.
  /// - Throws: `ToolError` with the status `usage`.
  package func size(atLeast kibibytes: Int) throws(ToolError) -> Int {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = text.last.flatMap { shifts[$0] }
    let digits = shift == nil ? text[...] : text.dropLast()
    // 2⁶⁰ bytes are more than any machine has.
    guard let number = Int(numeral: digits), (0...(1 << 60) >> (shift ?? 0)).contains(number),
      number << (shift ?? 0) >= kibibytes << 10
    else { throw refused("a size of at least \(kibibytes)K, such as 256M or 2G") }
    return number << (shift ?? 0)
  }
}
