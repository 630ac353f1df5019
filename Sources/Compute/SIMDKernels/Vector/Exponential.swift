/// exp(x) with a relative error below 2 units in the last place. The result is always finite and
/// never subnormal: 0 below −87.33, and exp(88) = 1.65e38 from 88 on. NaN stays NaN.
///
/// x = n·ln 2 + r with |r| ≤ ½ ln 2. ln 2 is split in two parts, the first with so many trailing
/// zeros that its product with n is exact. The Taylor polynomial of degree 7 leaves r⁸/8! < 5.3e-9.
@inline(__always)
func exp(_ x: Vector) -> Vector {
  let smallest = Vector(repeating: -87.33)
  let largest = Vector(repeating: 88)
  let capped = x.replacing(with: largest, where: x .> largest)
    .replacing(with: smallest, where: x .< smallest)
  return expWithin(capped).replacing(with: Vector.zero, where: x .< smallest)
}

/// exp(x) for x from −87.33 to 88.
@inline(__always)
func expWithin(_ x: Vector) -> Vector {
  // Adding 1.5·2²³ rounds to a whole number, and leaves it in the low bits of the mantissa.
  let shifted = x.times(1.442695, plus: 12_582_912)
  let n = shifted - 12_582_912
  let high = x.addingProduct(n, Vector(repeating: -0.693359375))
  let r = high.addingProduct(n, Vector(repeating: 2.1219444e-4))
  var p = r.times(1 / 5040, plus: 1 / 720)
  p = p.times(r, plus: Vector(repeating: 1 / 120))
  p = p.times(r, plus: Vector(repeating: 1 / 24))
  p = p.times(r, plus: Vector(repeating: 1 / 6))
  p = p.times(r, plus: Vector(repeating: 0.5))
  p = p.times(r * r, plus: r) + 1
  let scale = Vector(bits: (shifted.bits &<< 23) &+ Words(repeating: 0x3f80_0000))
  return p * scale
}
