import Foundation
import Kernels
import Testing

@Suite struct TrainingKernelTests {
  /// Two steps against the algorithm of the paper in Double. Every number is of order 1 and passes
  /// through fewer than 20 roundings of 2⁻²⁴.
  @Test(arguments: paths.indices)
  func adamFollowsThePaper(path: Int) {
    let count = 48
    var numbers = Numbers(8)
    let (weights, first, second) = (
      Buffer(count: count), Buffer(count: count), Buffer(count: count)
    )
    weights.elements = numbers.array(count)
    var exact = weights.elements.map(Double.init)
    var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for t in 1...2 {
      let gradient = Buffer(count: count)
      gradient.elements = numbers.array(count)
      paths[path].update(
        .adam(AdamStep(learningRate: 0.01, step: t)), gradient: gradient.base,
        weights: weights.base,
        first: first.base, second: second.base, count: count)
      for i in 0..<count {
        let g = Double(gradient.elements[i])
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        let (mHat, vHat) = (m[i] / (1 - pow(0.9, Double(t))), v[i] / (1 - pow(0.999, Double(t))))
        exact[i] -= 0.01 * mHat / (sqrt(vHat) + 1e-8)
      }
    }
    for i in 0..<count { #expect(abs(Double(weights.elements[i]) - exact[i]) < 20 * halfUlp) }
  }

  /// Every byte p becomes p/unit, rounded once, for every unit that there is.
  @Test(arguments: paths.indices)
  func bytesBecomeFractions(path: Int) {
    let bytes = (0..<261).map { UInt8($0 % 256) }
    for unit in 1...255 {
      let result = Matrix(rows: 3, columns: bytes.count)
      bytes.withUnsafeBufferPointer {
        paths[path].loadBytes($0.baseAddress!, unit: Float(unit), result: result.panels, row: 1)
      }
      let exact = bytes.map { Float($0) / Float(unit) }
      #expect((0..<bytes.count).map { result[1, $0] } == exact, "unit \(unit)")
      #expect(result[1, unit] == 1 && result[1, 0] == 0 && result[0, 255] == 0)
    }
  }
}
