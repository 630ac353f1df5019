/// Four standard normals a lane from four words (Box & Muller 1958): the radius from one word of a
/// pair, the angle from the other. The radius ends at √(2·24·ln 2) = 5.77.
@inline(__always)
func normals(_ words: (Words, Words, Words, Words)) -> (Vector, Vector, Vector, Vector) {
  let (a, b) = boxMuller(words.0, words.1)
  let (c, d) = boxMuller(words.2, words.3)
  return (a, b, c, d)
}

@inline(__always)
private func boxMuller(_ first: Words, _ second: Words) -> (Vector, Vector) {
  let radius = (log(unit(first)) * -2).squareRoot()
  // The angle in quarter turns, |r| ≤ ½ of one around the nearest axis.
  let turn = unit(second) * 4
  let quadrant = turn.rounded(.toNearestOrEven)
  let r = (turn - quadrant) * 1.5707964
  let q = r * r
  // Taylor to r⁹ and r¹⁰: with |r| ≤ π/4 what is left is below 2e-9.
  var s = q.times(1 / 362_880, plus: -1 / 5040)
  s = s.times(q, plus: Vector(repeating: 1 / 120))
  s = s.times(q, plus: Vector(repeating: -1 / 6))
  let sine = r.times(s * q, plus: r)
  var c = q.times(-1 / 3_628_800, plus: 1 / 40_320)
  c = c.times(q, plus: Vector(repeating: -1 / 720))
  c = c.times(q, plus: Vector(repeating: 1 / 24))
  c = c.times(q, plus: Vector(repeating: -0.5))
  let cosine = c.times(q, plus: Vector(repeating: 1))
  // Quadrants 1 and 3 swap the two; the signs follow from the quadrant's bits.
  let n = (quadrant + 12_582_912).bits
  let swapped = (n & Words(repeating: 1)) .== Words(repeating: 1)
  let sineSign = (n & Words(repeating: 2)) &<< 30
  let cosineSign = ((n &+ Words(repeating: 1)) & Words(repeating: 2)) &<< 30
  let y = Vector(bits: sine.replacing(with: cosine, where: swapped).bits ^ sineSign)
  let x = Vector(bits: cosine.replacing(with: sine, where: swapped).bits ^ cosineSign)
  return (radius * x, radius * y)
}
