import Glibc

/// The inverse of the standard normal distribution function, Φ⁻¹(p), by the rational functions of
/// Wichura 1988, Algorithm AS 241 (PPND16), which states about 1 part in 10¹⁶.
///
/// - Parameter p: greater than 0 and less than 1.
package func inverseNormal(_ p: Double) -> Double {
  precondition(p > 0 && p < 1)
  let fromMiddle = p - 0.5
  if fromMiddle.magnitude <= 0.425 {
    return fromMiddle * quotient(central, 0.180625 - fromMiddle * fromMiddle)
  }
  let tail = (-log(fromMiddle < 0 ? p : 1 - p)).squareRoot()
  let value = tail <= 5 ? quotient(intermediate, tail - 1.6) : quotient(far, tail - 5)
  return fromMiddle < 0 ? -value : value
}

/// Φ⁻¹((i + ½)/count) for i from 0: values that share the normal distribution out evenly, in
/// ascending order and symmetric about 0.
package func normalQuantiles(_ count: Int) -> [Float] {
  (0..<count).map { index in
    let mirrored = count - 1 - index
    if index == mirrored { return 0 }
    let value = inverseNormal((Double(min(index, mirrored)) + 0.5) / Double(count))
    return Float(index < mirrored ? value : -value)
  }
}

/// The coefficients of a numerator and a denominator, from the constant upwards.
private typealias Fraction = (above: [Double], below: [Double])

private func quotient(_ fraction: Fraction, _ x: Double) -> Double {
  polynomial(fraction.above, x) / polynomial(fraction.below, x)
}

private func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}

/// |p − ½| ≤ 0.425, in 0.425² − (p − ½)².
private let central: Fraction = (
  [
    3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  [
    1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
    21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
  ]
)

/// Up to √(−log p) = 5, in √(−log p) − 1.6.
private let intermediate: Fraction = (
  [
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
    3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
    0.0227238449892691845833, 0.000774545014278341407640,
  ],
  [
    1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
    0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600,
    1.05075007164441684324e-9,
  ]
)

/// Beyond, in √(−log p) − 5.
private let far: Fraction = (
  [
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
    0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
    0.000786869131145613259100, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15,
  ]
)
