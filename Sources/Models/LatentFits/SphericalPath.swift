import Glibc
import Networks

/// A path between two vectors whose direction moves along the great circle at an even pace (Shoemake
/// 1985) and whose length changes evenly: draws from a normal distribution in many dimensions lie close
/// to a sphere, and the straight line between two of them leaves it.
package struct SphericalPath {
  /// The direction of the start, and the direction at a right angle to it towards the end.
  private let along, across: [Double]
  private let angle: Double
  private let lengths: (start: Double, end: Double)

  /// Where the directions are closer than this to opposite, the rounding of 32-bit floats (2⁻²⁴ of
  /// each number) has a part in which great circle joins them.
  private static let leastSine = 0x1p-20

  /// - Parameters:
  ///   - start, end: finite, of one size.
  /// - Throws: `VAEError`, if one has no direction, or many great circles join them.
  package init(from start: [Float], to end: [Float]) throws(VAEError) {
    let (first, last) = (start.map(Double.init), end.map(Double.init))
    lengths = (Self.length(first), Self.length(last))
    guard lengths.start > 0, lengths.end > 0 else {
      throw VAEError("a row of zeros has no direction")
    }
    // The longest component on the way may be as long as the longer vector.
    guard max(lengths.start, lengths.end) <= 1e38 else {
      throw VAEError("longer than 1e38, which single precision may not hold on the way")
    }
    let u = first.map { [lengths] in $0 / lengths.start }
    let v = last.map { [lengths] in $0 / lengths.end }
    let cosine = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
    let rest = zip(u, v).map { $1 - cosine * $0 }
    let sine = Self.length(rest)
    guard cosine > 0 || sine >= Self.leastSine else {
      throw VAEError("the rows have opposite directions, which no shortest great circle joins")
    }
    along = u
    across = sine > 0 ? rest.map { $0 / sine } : rest
    angle = atan2(sine, cosine)
  }

  /// The vector at a part of the way, from 0 to 1.
  package func point(at part: Double) -> [Float] {
    let length = (1 - part) * lengths.start + part * lengths.end
    let (x, y) = (length * cos(part * angle), length * sin(part * angle))
    return zip(along, across).map { Float(x * $0 + y * $1) }
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
