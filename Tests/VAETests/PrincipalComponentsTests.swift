import InstructionSets
import Kernels
import LatentFits
import TensorIO
import Testing

@Suite struct PrincipalComponentsTests {
  /// Rows whose columns hang together and have means: `[rows, width]`.
  private func data(_ rows: Int, _ width: Int) -> [Float] {
    let hidden = pseudorandom(rows * 3, seed: 11)
    let noise = pseudorandom(rows * width, seed: UInt64(rows * width))
    return (0..<rows * width).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      let shared = hidden[row * 3] * Double(column % 5) + hidden[row * 3 + 1] * Double(column % 3)
      return Float(shared + 0.1 * noise[index] + Double(column))
    }
  }

  private func features(_ rows: Int, _ width: Int, _ numbers: [Float]) throws -> Features {
    try Features(
      Frame([Tensor("z", shape: [rows, width], numbers)]), tensor: "z", firstRow: 0)
  }

  /// The covariance by its definition.
  private func covariance(_ numbers: [Float], _ rows: Int, _ width: Int) -> [Double] {
    let mean = (0..<width).map { column in
      (0..<rows).reduce(0) { $0 + Double(numbers[$1 * width + column]) } / Double(rows)
    }
    return (0..<width * width).map { index in
      let (i, j) = index.quotientAndRemainder(dividingBy: width)
      let sum = (0..<rows).reduce(0) {
        $0 + (Double(numbers[$1 * width + i]) - mean[i])
          * (Double(numbers[$1 * width + j]) - mean[j])
      }
      return sum / Double(rows)
    }
  }

  /// Axes are eigenvectors of the covariance, and the shares are eigenvalues of it. The bound is that of
  /// `SymmetricEigenTests` relative to the trace, which is no less than the norm, and a rounding for each
  /// row in each element.
  @Test(arguments: [(2, 1), (2, 5), (3, 4), (37, 3), (300, 17), (513, 6), (1000, 9)])
  func againstADirectComputation(_ rows: Int, _ width: Int) throws {
    let numbers = data(rows, width)
    let matrix = covariance(numbers, rows, width)
    let trace = (0..<width).reduce(0) { $0 + matrix[$1 * width + $1] }
    let bound = (20 * Double(width) + Double(rows)) * 0x1p-53 * trace
    let engine = try Engine(threads: 2)
    let components = PrincipalComponents(
      of: [try features(rows, width, numbers)], dimensions: width, engine: engine)
    #expect(components.explained.reduce(0, +) <= 1 + Double(width) * bound / trace)
    for k in 0..<width {
      let axis = Array(components.axes[k * width..<(k + 1) * width])
      let value = components.explained[k] * trace
      for i in 0..<width {
        let product = (0..<width).reduce(0) { $0 + matrix[i * width + $1] * axis[$1] }
        #expect(abs(product - value * axis[i]) <= 2 * bound, "axis \(k)")
      }
      let largest = axis.max { $0.magnitude < $1.magnitude } ?? 0
      #expect(largest > 0)
    }
  }

  /// A place is one sum over the numbers in their order, rounded once.
  @Test func placesAreProductsWithTheAxes() throws {
    let (rows, width) = (150, 7)
    let numbers = data(rows, width)
    let part = try features(rows, width, numbers)
    let engine = try Engine(threads: 3)
    let components = PrincipalComponents(of: [part], dimensions: 3, engine: engine)
    let places = try components.project(part, firstRow: 0, engine: engine)
    let expected = (0..<rows * 3).map { index in
      let (row, axis) = index.quotientAndRemainder(dividingBy: 3)
      return Float(
        (0..<width).reduce(0) {
          $0 + (Double(numbers[row * width + $1]) - components.centre[$1])
            * components.axes[axis * width + $1]
        })
    }
    #expect(places == expected)
  }

  @Test func threadsAndFramesHaveNoPart() throws {
    let (rows, width) = (700, 13)
    let numbers = data(rows, width)
    let whole = try features(rows, width, numbers)
    let cut = try [0..<1, 1..<257, 257..<300, 300..<300, 300..<700].map {
      try features(
        $0.count, width, Array(numbers[$0.lowerBound * width..<$0.upperBound * width]))
    }
    let first = PrincipalComponents(of: [whole], dimensions: 5, engine: try Engine(threads: 1))
    for threads in [1, 2, 3] {
      let engine = try Engine(threads: threads)
      for parts in [[whole], cut] {
        let other = PrincipalComponents(of: parts, dimensions: 5, engine: engine)
        #expect(other.axes == first.axes && other.centre == first.centre)
        #expect(other.explained == first.explained)
      }
    }
  }

  /// 0.1 has no exact value, and its sums are exact for up to 2²⁹ rows: so is the mean.
  @Test(arguments: [1, 2, 300])
  func rowsAlikeHaveNoVariance(_ rows: Int) throws {
    let part = try features(rows, 3, Array(repeating: 0.1, count: rows * 3))
    let engine = try Engine(threads: 1)
    let components = PrincipalComponents(of: [part], dimensions: 2, engine: engine)
    #expect(components.explained == [0, 0])
    #expect(components.axes == [1, 0, 0, 0, 1, 0])
    let places = try components.project(part, firstRow: 0, engine: engine)
    #expect(places.allSatisfy { $0 == 0 })
  }

  /// The largest floats that there are: their squares fit, and a place that does not is refused.
  @Test func largeNumbers() throws {
    let most = Float.greatestFiniteMagnitude
    let part = try features(2, 4, [most, most, most, most, -most, -most, -most, -most])
    let engine = try Engine(threads: 1)
    let components = PrincipalComponents(of: [part], dimensions: 1, engine: engine)
    #expect(abs(components.explained[0] - 1) <= 80 * 0x1p-53)
    #expect {
      try components.project(part, firstRow: 5, engine: engine)
    } throws: {
      "\($0)" == "row 5: 'z' would be inf: the numbers are too large to be mapped"
    }
  }
}
