/// log(x) of a positive normal number, with the same bits on every machine: the last bit of the C
/// library's differs with its version and the processor, and what a fit decides by it may differ then.
///
/// x = 2^e·m with m in [√½, √2); log m = 2 artanh(s), s = (m − 1)/(m + 1), |s| ≤ 0.1716. The series stops
/// after s²¹/21, which leaves a relative 0.0295¹¹/23 < 1e-18. log 2 is split in two parts, the first with
/// so many trailing zeros that its product with e is exact.
package func portableLog(_ x: Double) -> Double {
  var (m, e) = (x.significand, Double(x.exponent))
  if m > 1.4142135623730951 { (m, e) = (m / 2, e + 1) }
  let s = (m - 1) / (m + 1)
  let q = s * s
  var sum = 0.0
  for k in (0...10).reversed() { sum = sum * q + 1 / Double(2 * k + 1) }
  return e * 0x1.62e42feep-1 + (2 * s * sum + e * 0x1.a39ef35793c76p-33)
}
