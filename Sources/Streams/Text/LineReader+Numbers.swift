import Found
package import Tool

extension LineReader {
  /// A field as the 32-bit float nearest to it.
  ///
  /// - Throws: `ToolError` with the status `badData` for what is no decimal number, and for one whose
  ///   nearest float is not finite.
  package func float(_ field: Int) throws(ToolError) -> Float {
    let number = nearestFloat(line.span.extracting(fields[field]))
    guard let number, number.isFinite else {
      throw refused(field, isNumber: number != nil, greatest: Float.greatestFiniteMagnitude)
    }
    return number
  }

  /// A field as the 64-bit float nearest to it; the same is refused.
  package func double(_ field: Int) throws(ToolError) -> Double {
    try double(field, others: "")
  }

  /// A field as such a number, or as an infinite one the way that t2tsv writes it, `inf` or `-inf`; all else is
  /// refused.
  package func score(_ field: Int) throws(ToolError) -> Double {
    if line[fields[field]].elementsEqual("inf".utf8) { return .infinity }
    if line[fields[field]].elementsEqual("-inf".utf8) { return -.infinity }
    return try double(field, others: ", inf or -inf")
  }

  private func double(_ field: Int, others: String) throws(ToolError) -> Double {
    let number = nearestDouble(line.span.extracting(fields[field]))
    guard let number, number.isFinite else {
      throw refused(
        field, isNumber: number != nil, greatest: Double.greatestFiniteMagnitude, others: others)
    }
    return number
  }

  /// A field as a whole number: digits alone, or a minus before them.
  ///
  /// - Throws: `ToolError` with the status `badData` for anything else, and for a number out of range.
  package func integer(_ field: Int, in range: ClosedRange<Int64>) throws(ToolError) -> Int64 {
    guard let number = wholeNumber(line.span.extracting(fields[field])), range.contains(number)
    else {
      let wanted =
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "of 64 bits"
        case (let least, .max): "of at least \(least)"
        case (let least, let greatest): "from \(least) to \(greatest)"
        }
      throw refusal("found \(shown(field)), expected a whole number \(wanted)", field: field)
    }
    return number
  }

  /// The error for a field that is no number, or none of the type.
  ///
  /// - Parameter others: what is taken beside decimal numbers.
  private func refused(
    _ field: Int, isNumber: Bool, greatest: some BinaryFloatingPoint, others: String = ""
  ) -> ToolError {
    let range = isNumber ? " of magnitude at most \(greatest)" : others
    return refusal("found \(shown(field)), expected a decimal number\(range)", field: field)
  }

  /// The beginning of a field, for a message of one line.
  private func shown(_ field: Int) -> String {
    fields[field].isEmpty ? "nothing" : quoted(line[fields[field]], most: 40)
  }
}

/// The whole number that `text` is; nil where it is none or does not fit.
private func wholeNumber(_ text: Span<UInt8>) -> Int64? {
  guard !text.isEmpty else { return nil }
  let isNegative = text[0] == UInt8(ascii: "-")
  let first = isNegative ? 1 : 0
  guard first < text.count else { return nil }
  // Below zero there is one number more, so the sum goes downwards.
  var negated: Int64 = 0
  for i in first..<text.count {
    let digit = text[i] &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    let (product, isLarge) = negated.multipliedReportingOverflow(by: 10)
    let (difference, isLarger) = product.subtractingReportingOverflow(Int64(digit))
    if isLarge || isLarger { return nil }
    negated = difference
  }
  if isNegative { return negated }
  return negated == .min ? nil : -negated
}
