/// `value` with `digits` decimals, as `printf("%.*f")` writes it in the C locale, for the figures of
/// tables and progress lines: `105.2300`. What is too large for that, or not a number, is written as
/// Swift does.
package func fixedPoint(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (value * scale).rounded(.toNearestOrEven)
  guard scaled.magnitude < 1e18 else { return "\(value)" }
  let text = String(Int64(scaled.magnitude))
  let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
  let sign = scaled < 0 ? "-" : ""
  guard digits > 0 else { return sign + padded }
  return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
}
