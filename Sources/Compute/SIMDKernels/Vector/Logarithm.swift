/// log(x) for normal positive x, with a relative error below 3 units in the last place (an
/// absolute one of 1e-7 beside x = 1, where the result crosses zero through its series).
///
/// x = 2^e·m with m in [√½, √2); log m = 2 artanh(s), s = (m − 1)/(m + 1), |s| ≤ 0.1716. The
/// series stops after s⁹/9, which leaves 2·s¹¹/11 < 7e-10.
@inline(__always)
func log(_ x: Vector) -> Vector {
  // Subtracting the bits of √½ puts the boundary between two exponents there.
  let shifted = x.bits &- Words(repeating: 0x3f35_04f3)
  let e = small(
    unsafeBitCast(unsafeBitCast(shifted, to: SIMD16<Int32>.self) &>> 23, to: Words.self))
  let m = Vector(bits: (shifted & Words(repeating: 0x007f_ffff)) &+ Words(repeating: 0x3f35_04f3))
  let f = m - 1
  let s = f / (m + 1)
  let q = s * s
  var p = q.times(2 / 9, plus: 2 / 7)
  p = p.times(q, plus: Vector(repeating: 2 / 5))
  p = p.times(q, plus: Vector(repeating: 2 / 3))
  // 2 artanh(s) = f − s·(f − q·p): the exact f carries the leading digits.
  let small = f - s * (f - q * p)
  let low = e.times(-2.1219444e-4, plus: 0)
  return e.times(0.693359375, plus: 0) + (small + low)
}

/// log(1 + p) for any p ≥ 0, with an error of at most 4 units in the last place: what 1 + p rounds off is
/// put back to first order.
@inline(__always)
func logOnePlusAny(_ p: Vector) -> Vector {
  let u = p + 1
  return log(u) + (p - (u - 1)) / u
}

/// log(1 + e) for e in [0, 1], with a relative error below 3 units in the last place.
///
/// 2 artanh(s) with s = e/(2 + e) ≤ ⅓; the series stops after s¹⁵/15, which leaves a relative
/// (⅓)¹⁶/17 < 1.4e-9.
@inline(__always)
func logOnePlus(_ e: Vector) -> Vector {
  let s = e / (e + 2)
  let q = s * s
  var p = q.times(2 / 15, plus: 2 / 13)
  p = p.times(q, plus: Vector(repeating: 2 / 11))
  p = p.times(q, plus: Vector(repeating: 2 / 9))
  p = p.times(q, plus: Vector(repeating: 2 / 7))
  p = p.times(q, plus: Vector(repeating: 2 / 5))
  p = p.times(q, plus: Vector(repeating: 2 / 3))
  return s.times(p * q, plus: s + s)
}
