/// (1 − exp(−y))/y for y ≥ 0, which falls from 1 at 0; the relative error is below 4 units in the last
/// place.
///
/// Below ½, where the difference cancels, its Taylor polynomial of degree 7, which leaves
/// y⁸/9! < 1.1e-8.
///
/// - Parameter e: exp(−y).
@inline(__always)
func oneMinusExpRatio(_ y: Vector, decay e: Vector) -> Vector {
  var p = y.times(-1 / 40_320, plus: 1 / 5040)
  p = p.times(y, plus: Vector(repeating: -1 / 720))
  p = p.times(y, plus: Vector(repeating: 1 / 120))
  p = p.times(y, plus: Vector(repeating: -1 / 24))
  p = p.times(y, plus: Vector(repeating: 1 / 6))
  p = p.times(y, plus: Vector(repeating: -0.5))
  p = p.times(y, plus: Vector(repeating: 1))
  return ((1 - e) / y).replacing(with: p, where: y .< 0.5)
}
