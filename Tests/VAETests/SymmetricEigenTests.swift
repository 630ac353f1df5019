import Foundation
import LatentFits
import Testing

@Suite struct SymmetricEigenTests {
  @Test(arguments: [1, 2, 3, 4, 5, 8, 17, 64, 101, 200])
  func anyMatrix(_ size: Int) {
    let numbers = pseudorandom(size * size, seed: UInt64(size))
    check(symmetric(size) { numbers[$0 * size + $1] }, size)
  }

  /// 2 on the diagonal and -1 beside it: the eigenvalues are 2 − 2·cos(kπ/(size + 1)).
  @Test(arguments: [1, 2, 3, 10, 77])
  func secondDifferences(_ size: Int) {
    let matrix = symmetric(size) { $0 == $1 ? 2 : $0 == $1 + 1 ? -1 : 0 }
    let values = check(matrix, size)
    for (index, value) in values.enumerated() {
      let k = Double(size - index)
      let expected = 2 - 2 * cos(k * .pi / Double(size + 1))
      #expect(abs(value - expected) <= tolerance(matrix, size), "value \(index)")
    }
  }

  /// Wilkinson's matrix of 21 rows, whose largest eigenvalues come in pairs that differ by 10⁻¹⁴.
  @Test func closePairs() {
    let matrix = symmetric(21) { $0 == $1 ? abs(Double($0) - 10) : $0 == $1 + 1 ? 1 : 0 }
    let values = check(matrix, 21)
    #expect(abs(values[0] - values[1]) <= 2 * tolerance(matrix, 21))
  }

  @Test(arguments: [1, 2, 5, 33])
  func equalEigenvalues(_ size: Int) {
    #expect(check(symmetric(size) { $0 == $1 ? 7 : 0 }, size).allSatisfy { $0 == 7 })
    #expect(check(symmetric(size) { _, _ in 0 }, size).allSatisfy { $0 == 0 })
    // 1 on the diagonal and 1/2 everywhere else: (size + 1)/2 once, and 1/2.
    let matrix = symmetric(size) { $0 == $1 ? 1 : 0.5 }
    let values = check(matrix, size)
    #expect(abs(values[0] - Double(size + 1) / 2) <= tolerance(matrix, size))
    for value in values.dropFirst() { #expect(abs(value - 0.5) <= tolerance(matrix, size)) }
  }

  /// A sum of three squares has no more than three eigenvalues that are not 0.
  @Test(arguments: [4, 9, 50, 130])
  func lowRank(_ size: Int) {
    let x = pseudorandom(3 * size, seed: 5)
    let matrix = symmetric(size) { i, j in
      (0..<3).reduce(0) { $0 + x[$1 * size + i] * x[$1 * size + j] }
    }
    for value in check(matrix, size).dropFirst(3) {
      #expect(abs(value) <= tolerance(matrix, size))
    }
  }

  /// The largest and the smallest that covariances of 32-bit floats can be; and both at once.
  @Test(arguments: [1e80, 1e-90, 1e-160, 1e-300])
  func anyScale(_ scale: Double) {
    let numbers = pseudorandom(400, seed: 9)
    let plain = symmetric(20) { numbers[$0 * 20 + $1] }
    check(plain.map { $0 * scale }, 20)
    check(symmetric(20) { i, j in plain[i * 20 + j] * (i < 10 || j < 10 ? scale : 1) }, 20)
  }

  private func symmetric(_ size: Int, _ element: (Int, Int) -> Double) -> [Double] {
    (0..<size * size).map { element(max($0 / size, $0 % size), min($0 / size, $0 % size)) }
  }

  /// Every element passes through at most `size` reflections and about two rotations for each value,
  /// each with a few roundings of 2⁻⁵³ relative to the norm of the matrix (Golub & Van Loan 2013, §8.3.1
  /// and §8.3.5).
  private func tolerance(_ matrix: [Double], _ size: Int) -> Double {
    20 * Double(size) * 0x1p-53 * norm(matrix)
  }

  /// The Frobenius norm; scaled, as squares of the tests' numbers may vanish.
  private func norm(_ matrix: [Double]) -> Double {
    let largest = matrix.map(\.magnitude).max() ?? 0
    guard largest > 0 else { return 0 }
    return largest * matrix.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// A·v = λ·v, unit vectors at right angles, values in descending order whose sum is the trace.
  @discardableResult
  private func check(_ matrix: [Double], _ size: Int) -> [Double] {
    let eigen = SymmetricEigen(matrix, size: size)
    let (values, vectors) = (eigen.values, eigen.vectors)
    #expect(values.count == size && vectors.count == size * size)
    let bound = tolerance(matrix, size)
    for k in 0..<size {
      let v = Array(vectors[k * size..<(k + 1) * size])
      for i in 0..<size {
        let row = matrix[i * size..<(i + 1) * size]
        let product = zip(row, v).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - values[k] * v[i]) <= bound, "vector \(k), row \(i)")
      }
      for other in 0...k {
        let w = vectors[other * size..<(other + 1) * size]
        let product = zip(v, w).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (other == k ? 1 : 0)) <= 20 * Double(size) * 0x1p-53)
      }
      if k > 0 { #expect(values[k] <= values[k - 1]) }
    }
    let trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
    #expect(abs(values.reduce(0, +) - trace) <= Double(size) * bound)
    return values
  }
}
