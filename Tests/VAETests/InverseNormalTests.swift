import Foundation
import LatentFits
import Testing

@Suite struct InverseNormalTests {
  /// To 20 digits, from 50-digit arithmetic; p are the doubles next to what is written. All branches, and
  /// both sides of each limit.
  static let values: [(p: Double, x: Double)] = [
    (0.51, 0.025068908258711058033), (0.5625, 0.15731068461017069552),
    (0.6, 0.25334710313579974132), (0.25, -0.6744897501960817432),
    (0.075, -1.4395314709384559349), (0.0749, -1.4402382675279636631),
    (0.9, 1.2815515655446005935), (0.975, 1.9599639845400538556),
    (0.999, 3.0902323061678132778), (0.01, -2.3263478740408410931),
    (1e-5, -4.2648907939228246102), (1e-10, -6.3613409024040561991),
    (1.4e-11, -6.6567230915181836356), (1e-11, -6.7060231554951362961),
    (1e-100, -21.273453560965324294), (1e-300, -37.047096299361199237),
    (1 - 0x1p-53, 8.2095361516013868556),
  ]

  /// The published error is 10⁻¹⁶. Horner's scheme shrinks its early roundings with each step, so that two
  /// are left of each polynomial; with those of the argument, of the quotient and of the factor they are
  /// fewer than 8, each of 2⁻⁵³: below 10⁻¹⁵ in all.
  @Test(arguments: values)
  func knownValues(_ p: Double, _ x: Double) {
    #expect(abs(inverseNormal(p) - x) <= 1e-15 * abs(x), "p = \(p)")
  }

  @Test func theMiddleIsZero() {
    #expect(inverseNormal(0.5) == 0)
  }

  /// Φ of a value rounded to single precision is off by φ(x)·|x|·2⁻²⁴, and φ(x)·|x| ≤ 0.242.
  @Test(arguments: [1, 2, 3, 20, 101, 4096])
  func quantilesShareTheDistributionOut(_ count: Int) {
    let values = normalQuantiles(count)
    #expect(values.count == count)
    for (index, x) in values.enumerated() {
      let share = erfc(-Double(x) / 2.0.squareRoot()) / 2
      #expect(abs(share - (Double(index) + 0.5) / Double(count)) <= 0.243 * 0x1p-24)
      #expect(x == -values[count - 1 - index])
      if index > 0 { #expect(x > values[index - 1]) }
    }
  }

  @Test func evenSteps() {
    #expect((-3.0...3).steps(7) == [-3, -2, -1, 0, 1, 2, 3])
    #expect((-3.0...3).steps(2) == [-3, 3])
    #expect((1.0...2).steps(1) == [1.5])
    let steps = (-0.7...0.7).steps(10)
    #expect(steps[0] == -0.7 && steps[9] == 0.7)
    for index in 0..<10 { #expect(steps[index] == -steps[9 - index]) }
  }
}
