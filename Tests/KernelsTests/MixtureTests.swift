import Kernels
import Testing

/// The kernels of mixtures against the same sums one number at a time, in the order that their
/// documentation says: the same bits.
@Suite struct MixtureTests {
  private func numbers(_ count: Int, _ seed: UInt64) -> [Double] {
    var numbers = Numbers(seed)
    return (0..<count).map { _ in Double(numbers.next()) + Double(numbers.next()) * 0x1p-24 }
  }

  @Test(arguments: [1, 2, 5, 8, 21], [32, 96])
  func squaredDistances(d: Int, count: Int) {
    let (lines, weights, offsets) = (numbers(d * count, 1), numbers(d * d, 2), numbers(d, 3))
    let expected = (0..<count).map { n in
      (0..<d).reduce(0.0) { total, i in
        let y = (0...i).reduce(offsets[i]) {
          $0.addingProduct(weights[i * d + $1], lines[$1 * count + n])
        }
        return total.addingProduct(y, y)
      }
    }
    for kernels in paths {
      var result = [Double](repeating: .nan, count: count)
      kernels.squaredDistances(
        lines, count: count, weights: weights, offsets: offsets, dimensions: d, result: &result)
      #expect(result == expected)
    }
  }

  @Test(arguments: [1, 2, 4, 5, 8, 21], [8, 40, 256])
  func weightedMoments(d: Int, count: Int) {
    let (lines, shares) = (numbers(d * count, 1), numbers(count, 2))
    func moment(_ i: Int, _ j: Int) -> Double {
      var sums = [Double](repeating: 0, count: 8)
      for n in 0..<count {
        sums[n % 8].addProduct(shares[n] * lines[i * count + n], lines[j * count + n])
      }
      let four = (0..<4).map { sums[$0] + sums[$0 + 4] }
      return (four[0] + four[2]) + (four[1] + four[3])
    }
    for kernels in paths {
      // What is above the diagonal is left as it was.
      var result = [Double](repeating: 7, count: d * d)
      var scratch = [Double](repeating: 0, count: count)
      kernels.weightedMoments(
        lines, count: count, shares: shares, dimensions: d, scratch: &scratch, result: &result)
      for i in 0..<d {
        for j in 0..<d { #expect(result[i * d + j] == (j <= i ? moment(i, j) : 7)) }
      }
    }
  }
}
