import Foundation
import Kernels
import Testing

@Suite struct NoiseTests {
  /// Known answers of Philox4x32-10, from the table that comes with Random123.
  @Test func philoxKnownAnswers() {
    #expect(
      Philox.words(SIMD4(repeating: 0), key: SIMD2(repeating: 0))
        == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      Philox.words(SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.words(
        SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
        key: SIMD2(0xA409_3822, 0x299F_31D0))
        == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  /// The vector form, through the uniform numbers: the top 23 bits of each word.
  @Test(arguments: paths.indices)
  func uniformNumbersAreTheGenerators(path: Int) {
    let key = NoiseKey(seed: 0xFEDC_BA98_7654_3210, purpose: .likelihood, epoch: 77)
    let result = Matrix(rows: 7, columns: 41)
    let examples = (0..<64).map { UInt32($0 * 1_000_003) }
    paths[path].fillUniform(result.panels, examples: examples, key: key, panels: 0..<2)
    for column in 0..<41 {
      for row in 0..<7 {
        let words = Philox.words(
          SIMD4(examples[column], 0, UInt32(row / 4), key.stream),
          key: SIMD2(0x7654_3210, 0xFEDC_BA98))
        let expected = (Float(words[row % 4] >> 9) * 2 + 1) * 0x1p-24
        #expect(result[row, column] == expected)
      }
    }
  }

  /// Box–Muller in Double from the same words. The radius's relative error is half of the
  /// logarithm's, that is below 3e-7, the angle's 2e-7, so a value of at most 5.8 errs by less
  /// than 4e-6.
  @Test(arguments: paths.indices)
  func normalsAreBoxMullers(path: Int) {
    let key = NoiseKey(seed: 9, purpose: .prior)
    let result = Matrix(rows: 6, columns: 3000)
    let examples = rowIndices(from: 0, count: 3000)
    paths[path].fillNormals(
      result.panels, examples: examples, key: key, deviation: 1,
      panels: 0..<Panels.panels(3000))
    var worst = 0.0
    for column in 0..<3000 {
      for row in 0..<6 {
        let words = Philox.words(
          SIMD4(examples[column], 0, UInt32(row / 4), key.stream), key: SIMD2(9, 0))
        let pair = row % 4 / 2 * 2
        let unit = { (word: UInt32) in (Double(word >> 9) * 2 + 1) * 0x1p-24 }
        let radius = sqrt(-2 * log(unit(words[pair])))
        let angle = 2 * Double.pi * unit(words[pair + 1])
        let exact = radius * (row % 2 == 0 ? cos(angle) : sin(angle))
        worst = max(worst, abs(exact - result.double(row, column)))
      }
    }
    #expect(worst < 4e-6)
  }

  /// Mean, variance and fourth moment of 120,000 draws, each within five standard errors.
  @Test(arguments: paths.indices)
  func normalsHaveTheMomentsOfNormals(path: Int) {
    let result = Matrix(rows: 20, columns: 6000)
    paths[path].fillNormals(
      result.panels, examples: rowIndices(from: 0, count: 6000),
      key: NoiseKey(seed: 1, purpose: .posterior, epoch: 3), deviation: 1,
      panels: 0..<Panels.panels(6000))
    let draws = result.rowMajor.map(Double.init)
    let count = Double(draws.count)
    let moment = { (power: Double) in draws.reduce(0) { $0 + pow($1, power) } / count }
    #expect(abs(moment(1)) < 5 * sqrt(1 / count))
    #expect(abs(moment(2) - 1) < 5 * sqrt(2 / count))
    #expect(abs(moment(4) - 3) < 5 * sqrt(96 / count))
  }

  @Test func permutationsAreComplete() {
    for count in [1, 2, 3, 1000] {
      let key = NoiseKey(seed: 4, purpose: .shuffle, epoch: 1)
      #expect(permutation(count, key: key).sorted() == (0..<UInt32(count)).map { $0 })
    }
    let first = permutation(1000, key: NoiseKey(seed: 4, purpose: .shuffle, epoch: 1))
    #expect(first != permutation(1000, key: NoiseKey(seed: 4, purpose: .shuffle, epoch: 2)))
    #expect(first != permutation(1000, key: NoiseKey(seed: 5, purpose: .shuffle, epoch: 1)))
  }

  /// Each of the 24 orders of four things comes up as often as the others: χ² with 23 degrees of
  /// freedom stays below 58.6 but once in 65,000 seeds.
  @Test func permutationsAreUniform() {
    var counts: [[UInt32]: Double] = [:]
    for epoch in 0..<24_000 {
      counts[
        permutation(4, key: NoiseKey(seed: 1, purpose: .shuffle, epoch: epoch)), default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) / 1000 } < 58.6)
  }
}
