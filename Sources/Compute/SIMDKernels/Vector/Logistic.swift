/// What the logistic function needs: exp(−|x|), 1.2e-38 at the least.
@inline(__always)
func decay(_ x: Vector) -> Vector {
  let least = Vector(repeating: -87.33)
  let y = Vector(bits: x.bits | Words(repeating: 0x8000_0000))
  return expWithin(y.replacing(with: least, where: y .< least))
}

/// 1 / (1 + exp(−x)), without overflow on either side. Relative error below 4 units in the last
/// place.
@inline(__always)
func logistic(_ x: Vector, decay e: Vector) -> Vector {
  Vector(repeating: 1).replacing(with: e, where: x .< 0) / (e + 1)
}

/// log(1 + exp(x)) = max(x, 0) + log(1 + exp(−|x|)).
@inline(__always)
func logOnePlusExp(_ x: Vector, decay e: Vector) -> Vector {
  Vector.zero.replacing(with: x, where: x .> 0) + logOnePlus(e)
}

/// tanh(x), relative error below 4 units in the last place.
///
/// With t = exp(−2|x|): (1 − t)/(1 + t); below ½, where that difference cancels, the continued
/// fraction x/(1 + x²/(3 + x²/(5 + x²/(7 + x²/9)))), whose error there is under 1e-9.
@inline(__always)
func hyperbolicTangent(_ x: Vector) -> Vector {
  let a = x.magnitude
  // Where exp is cut off, it is far too small to change a 1.
  let least = Vector(repeating: -87.33)
  let exponent = a * -2
  let t = expWithin(exponent.replacing(with: least, where: exponent .< least))
  let q = a * a
  // The fraction multiplied out: a·(945 + 105q + q²)/(945 + 420q + 15q²).
  let numerator = (q + 105).times(q, plus: Vector(repeating: 945))
  let denominator = q.times(15, plus: 420).times(q, plus: Vector(repeating: 945))
  // One division serves both: it takes longer than all the rest.
  let isSmall = a .< 0.5
  let value =
    (1 - t).replacing(with: a * numerator, where: isSmall)
    / (1 + t).replacing(with: denominator, where: isSmall)
  return Vector(bits: value.bits | (x.bits & Words(repeating: 0x8000_0000)))
}
