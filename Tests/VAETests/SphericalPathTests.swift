import Foundation
import LatentFits
import Testing

@Suite struct SphericalPathTests {
  /// Vectors of several sizes and lengths, at angles from small to almost opposite.
  static let ends: [(start: [Float], end: [Float])] = [
    ([1, 0], [0, 2]), ([1, 0, 0], [1, 1e-3, 0]), ([3, 4, 0, 0, 1], [-2, 0.5, 7, 1, 0]),
    ([1, 2, 3], [-1, -2, -2.999]), ([1e-20, 2e-20], [3e20, 1e20]), ([0.5], [8]),
    (vector(20, seed: 1), vector(20, seed: 2)), (vector(784, seed: 3), vector(784, seed: 4)),
  ]

  private static func vector(_ size: Int, seed: UInt64) -> [Float] {
    pseudorandom(size, seed: seed).map(Float.init)
  }

  /// A point's numbers are rounded to single precision, which turns it by at most 2⁻²⁴; two of them make
  /// an angle. A hundredth of that is room for the arithmetic in double precision.
  @Test(arguments: ends)
  func stepsHaveEqualAnglesAndLengthsGrowEvenly(_ start: [Float], _ end: [Float]) throws {
    let path = try SphericalPath(from: start, to: end)
    let whole = angle(start, end)
    let (first, last) = (length(start), length(end))
    var previous = start
    for step in 1...10 {
      let part = Double(step) / 10
      let point = path.point(at: part)
      #expect(abs(angle(previous, point) - whole / 10) <= 2.02 * 0x1p-24, "step \(step)")
      let expected = (1 - part) * first + part * last
      #expect(abs(length(point) - expected) <= 1.01 * 0x1p-24 * expected, "step \(step)")
      previous = point
    }
  }

  @Test func oneDirectionIsALine() throws {
    let path = try SphericalPath(from: [1, 2], to: [3, 6])
    #expect(path.point(at: 0.5) == [2, 4])
  }

  @Test(arguments: [
    ([0, 0], [1, 2], "a row of zeros has no direction"),
    ([1, 2], [-0.0, 0], "a row of zeros has no direction"),
    ([1, 2], [-2, -4], "the rows have opposite directions, which no shortest great circle joins"),
    ([1], [-1], "the rows have opposite directions, which no shortest great circle joins"),
    ([2e38, 0], [1, 1], "longer than 1e38, which single precision may not hold on the way"),
  ])
  func noPath(_ start: [Float], _ end: [Float], _ message: String) {
    #expect {
      try SphericalPath(from: start, to: end)
    } throws: {
      "\($0)" == message
    }
  }

  private func length(_ vector: [Float]) -> Double {
    vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// 2·atan2(|u − v|, |u + v|) of the directions, exact for small angles too.
  private func angle(_ a: [Float], _ b: [Float]) -> Double {
    let (u, v) = (a.map { Double($0) / length(a) }, b.map { Double($0) / length(b) })
    let (difference, sum) = zip(u, v).reduce((0, 0)) {
      ($0.0 + ($1.0 - $1.1) * ($1.0 - $1.1), $0.1 + ($1.0 + $1.1) * ($1.0 + $1.1))
    }
    return 2 * atan2(difference.squareRoot(), sum.squareRoot())
  }
}

/// Numbers from -1 to 1 by a linear congruential generator.
func pseudorandom(_ count: Int, seed: UInt64) -> [Double] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: state)) / 0x1p63
  }
}
