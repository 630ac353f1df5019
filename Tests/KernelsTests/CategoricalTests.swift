import Foundation
import Kernels
import Testing

/// Groups of categories, with one group and one category among them.
private let shapes: [(groups: Int, categories: Int)] = [(1, 1), (1, 2), (3, 5), (2, 17)]

/// The formulas for one group in Double.
private enum Reference {
  static func softmax(_ values: [Double]) -> [Double] {
    let largest = values.max()!
    let powers = values.map { exp($0 - largest) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  /// Σ q log(q·K).
  static func divergence(_ logits: [Double]) -> Double {
    let largest = logits.max()!
    let logSum = log(logits.reduce(0) { $0 + exp($1 - largest) }) + largest
    return logits.reduce(log(Double(logits.count))) { $0 + exp($1 - logSum) * ($1 - logSum) }
  }

  static func gumbel(_ u: Double) -> Double { -log(-log(u)) }

  /// A bound of the kernel's relative error in a group's softmax.
  ///
  /// With u = 2⁻²⁴: a Gumbel number errs by 12u of the larger of 1 and itself, the exponent by that, by
  /// one more rounding for the sum, and two for 1/τ; a difference of two exponents by twice that and a
  /// rounding; the exponential by 4u, the sum by a rounding a category, and the quotient by one.
  static func softmaxError(largest: Double, temperature: Double, categories: Int) -> Double {
    let difference = 32 * (largest + 1) / temperature
    return (2 * (difference + 4) + Double(categories) + 1) * halfUlp
  }

  /// A bound of the error of a group's divergence: exp(d)·d ≤ 1/e errs by 3 roundings, its sum and S
  /// by one a category, relative to at most log K and 1; then come two logarithms and four more sums.
  static func divergenceError(categories: Int) -> Double {
    let count = Double(categories)
    return (4 * count + 5 + (2 * count + 16) * log(count)) * halfUlp
  }
}

@Suite struct CategoricalTests {
  private struct Case {
    let groups, categories, batch: Int
    let logits, uniform: Matrix

    init(_ shape: (groups: Int, categories: Int), batch: Int, scale: Float) {
      (groups, categories, self.batch) = (shape.groups, shape.categories, batch)
      var numbers = Numbers(UInt64(batch + shape.categories))
      let rows = shape.groups * shape.categories
      logits = numbers.activations(rows: rows, batch: batch, scale: scale)
      uniform = numbers.matrix(rows: rows, columns: batch)
      // Numbers as the generator makes them, the least and the greatest among them.
      var draws = uniform.rowMajor.map { ((abs($0) * 8_388_607).rounded() * 2 + 1) * 0x1p-24 }
      draws[0] = 0x1p-24
      draws[draws.count - 1] = 1 - 0x1p-24
      uniform.rowMajor = draws
      uniform.spoilPadding()
    }

    var panels: Range<Int> { allPanels(batch) }

    func values(_ matrix: Matrix, _ group: Int, _ n: Int) -> [Double] {
      (0..<categories).map { matrix.double(group * categories + $0, n) }
    }

    /// Calls `body` with each group and example.
    func forGroups(_ body: (Int, Int) -> Void) {
      for group in 0..<groups { for n in 0..<batch { body(group, n) } }
    }
  }

  @Test(arguments: shapes, raggedBatches)
  func softmax(shape: (groups: Int, categories: Int), batch: Int) {
    let test = Case(shape, batch: batch, scale: 4)
    for (temperature, noisy) in [(Float(1), false), (0.5, true), (0.7, true)] {
      let result = Matrix(rows: test.logits.rows, columns: batch)
      _ = onEachPath { kernels in
        kernels.softmax(
          test.logits.panels, uniform: noisy ? test.uniform.panels : nil,
          temperature: temperature, categories: test.categories, result: result.panels,
          panels: test.panels)
        return result.rowMajor
      }
      test.forGroups { group, n in
        let noise = test.values(test.uniform, group, n).map { noisy ? Reference.gumbel($0) : 0 }
        let values = zip(test.values(test.logits, group, n), noise).map { $0 + $1 }
        let expected = Reference.softmax(values.map { $0 / Double(temperature) })
        let error = Reference.softmaxError(
          largest: 4 + noise.map(\.magnitude).max()!, temperature: Double(temperature),
          categories: test.categories)
        for (y, exact) in zip(test.values(result, group, n), expected) {
          #expect(abs(y - exact) <= error * exact)
        }
      }
    }
  }

  @Test(arguments: shapes, raggedBatches)
  func divergence(shape: (groups: Int, categories: Int), batch: Int) {
    let test = Case(shape, batch: batch, scale: 6)
    let result = onEachPath { kernels in
      let sums = Buffer(count: test.panels.count * 32)
      kernels.categoricalDivergence(
        test.logits.panels, categories: test.categories, divergence: sums.base,
        panels: test.panels)
      return Array(sums.elements.prefix(batch))
    }
    for n in 0..<batch {
      let exact = (0..<test.groups).reduce(0) {
        $0 + Reference.divergence(test.values(test.logits, $1, n))
      }
      let error = Double(test.groups) * Reference.divergenceError(categories: test.categories)
      #expect(abs(Double(result[n]) - exact) <= error)
    }
  }

  /// The gradient of Σ dz·y + w·KL. With |dz| ≤ 1 the softmax's error counts four times; the KL's part
  /// errs by no more than twice the KL.
  @Test(arguments: shapes, raggedBatches)
  func gradient(shape: (groups: Int, categories: Int), batch: Int) {
    let test = Case(shape, batch: batch, scale: 3)
    var numbers = Numbers(77)
    let zGradient = numbers.activations(rows: test.logits.rows, batch: batch)
    let temperature: Float = 0.8
    let weight: [Float] = [0.3]
    let soft = Matrix(rows: test.logits.rows, columns: batch)
    let gradient = Matrix(rows: test.logits.rows, columns: batch)
    _ = onEachPath { kernels in
      gradient.spoilPadding()
      kernels.softmax(
        test.logits.panels, uniform: test.uniform.panels, temperature: temperature,
        categories: test.categories, result: soft.panels, panels: test.panels)
      kernels.categoricalBackward(
        logits: test.logits.panels, soft: soft.panels, zGradient: zGradient.panels,
        temperature: temperature, weight: weight, categories: test.categories,
        gradient: gradient.panels, panels: test.panels)
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    test.forGroups { group, n in
      let noise = test.values(test.uniform, group, n).map(Reference.gumbel)
      let dz = test.values(zGradient, group, n)
      let slopes = centralDifferences(test.values(test.logits, group, n)) { logits in
        let y = Reference.softmax(zip(logits, noise).map { ($0 + $1) / Double(temperature) })
        return zip(y, dz).reduce(0) { $0 + $1.0 * $1.1 }
          + Double(weight[0]) * Reference.divergence(logits)
      }
      let softError = Reference.softmaxError(
        largest: 3 + noise.map(\.magnitude).max()!, temperature: Double(temperature),
        categories: test.categories)
      let error =
        (4 * softError + 2 * Double(test.categories + 4) * halfUlp) / Double(temperature)
        + 2 * Reference.divergenceError(categories: test.categories) * Double(weight[0]) + 1e-9
      for (value, slope) in zip(test.values(gradient, group, n), slopes) {
        #expect(abs(value - slope) <= error)
      }
    }
  }

  /// Logits of ±80, equal logits, one category, a low temperature.
  @Test(arguments: shapes)
  func extremesStayFinite(shape: (groups: Int, categories: Int)) {
    let test = Case(shape, batch: 33, scale: 1)
    test.logits.rowMajor = (0..<test.logits.rows).flatMap { row in
      (0..<33).map { $0 == 0 ? 80 : (row * 7 + $0) % 3 == 0 ? 80 : -80 }
    }
    let weight: [Float] = [1]
    let soft = Matrix(rows: test.logits.rows, columns: 33)
    let gradient = Matrix(rows: test.logits.rows, columns: 33)
    let sums = Buffer(count: 64)
    for kernels in paths {
      kernels.softmax(
        test.logits.panels, uniform: test.uniform.panels, temperature: 0.05,
        categories: test.categories, result: soft.panels, panels: test.panels)
      kernels.categoricalDivergence(
        test.logits.panels, categories: test.categories, divergence: sums.base,
        panels: test.panels)
      kernels.categoricalBackward(
        logits: test.logits.panels, soft: soft.panels, zGradient: soft.panels,
        temperature: 0.05, weight: weight, categories: test.categories,
        gradient: gradient.panels, panels: test.panels)
      for y in soft.rowMajor { #expect(y >= 0 && y <= 1) }
      for slope in gradient.rowMajor { #expect(slope.isFinite) }
      // Equal logits: no divergence at all.
      #expect(sums.elements[0] == 0)
      let error = Reference.divergenceError(categories: test.categories)
      let most = Double(test.groups) * (log(Double(test.categories)) + error)
      for sum in sums.elements.prefix(33).map(Double.init) {
        #expect(sum >= -error * Double(test.groups) && sum <= most)
      }
    }
  }

  /// With noise the largest category is a draw from q: frequencies over 20,000 examples, χ² with 4
  /// degrees of freedom, which is below 28 but once in 80,000 seeds.
  @Test func theLargestIsADraw() {
    let (categories, batch) = (5, 20_000)
    let logits: [Float] = [0, 1, -1, 2, 0.5]
    let matrix = Matrix(rows: categories, columns: batch)
    matrix.rowMajor = logits.flatMap { Array(repeating: $0, count: batch) }
    let (uniform, z) = (
      Matrix(rows: categories, columns: batch), Matrix(rows: categories, columns: batch)
    )
    let expected = Reference.softmax(logits.map(Double.init))
    let numbers = rowIndices(from: 0, count: batch)
    let chiSquare = { (probabilities: [Double]) in
      (0..<categories).reduce(0.0) { sum, k in
        let count = (0..<batch).reduce(0) { $0 + z.double(k, $1) }
        let mean = probabilities[k] * Double(batch)
        return sum + (count - mean) * (count - mean) / mean
      }
    }
    _ = onEachPath { kernels in
      kernels.fillUniform(
        uniform.panels, examples: numbers, key: NoiseKey(seed: 5, purpose: .categories),
        panels: allPanels(batch))
      kernels.softmax(
        matrix.panels, uniform: uniform.panels, temperature: 1, categories: categories,
        result: z.panels, panels: allPanels(batch))
      kernels.oneHotOfLargest(
        z.panels, categories: categories, result: z.panels, panels: allPanels(batch))
      return z.rowMajor
    }
    #expect(chiSquare(expected) < 28)
    // Of the uniform numbers themselves: a draw from the prior.
    paths[0].oneHotOfLargest(
      uniform.panels, categories: categories, result: z.panels, panels: allPanels(batch))
    #expect(chiSquare(Array(repeating: 0.2, count: categories)) < 28)
  }
}
