/// exp(x) − 1 and log(1 + x), with the same bits on every machine, as `portableLog` has it. Both are within 4 units in
/// the last place of Double, also near 0.

/// exp(x) − 1; inf where it is beyond Double.
///
/// x = k·log 2 + r, |r| ≤ 0.3466: exp(x) − 1 = 2^k·(exp(r) − 1) + (2^k − 1). The series of exp(r) − 1 stops after
/// r¹⁵/15!, which leaves a relative 0.3466¹⁵/16! < 1e-19.
package func expMinusOne(_ x: Double) -> Double {
  if x.isNaN { return x }
  if x > 709.782712893384 { return .infinity }
  if x < -745 { return -1 }
  let k = (x * 0x1.71547652b82fep0).rounded()
  let r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33
  var sum = 1.0
  for n in (2...15).reversed() { sum = 1 + r / Double(n) * sum }
  // In two steps: 2^1024 is no Double.
  let half = (k / 2).rounded(.towardZero)
  let (a, b) = (power(of: half), power(of: k - half))
  // Below 2^−60 of 1, the product is nothing beside the 1.
  return k < -60 ? a * b * (1 + r * sum) - 1 : (a * (r * sum) + (a - 1 / b)) * b
}

private func power(of exponent: Double) -> Double {
  Double(sign: .plus, exponent: Int(exponent), significand: 1)
}

/// log(1 + x) for x above −1; no number below.
///
/// What the rounding of 1 + x loses is put back: log(1 + x) is as much of log u as x is of u − 1 (Kahan; Higham 2002,
/// section 1.14.1).
package func logOnePlus(_ x: Double) -> Double {
  guard x > -1, x.isFinite else { return .nan }
  let u = 1 + x
  return u == 1 ? x : portableLog(u) * (x / (u - 1))
}
