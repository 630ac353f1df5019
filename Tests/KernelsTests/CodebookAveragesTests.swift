import Foundation
import Kernels
import Testing

@Suite struct CodebookAveragesTests {
  private let codes = 11
  private let size = 35
  private let variables = 3
  private let batch = 70

  /// A codebook, a batch, and indices that leave the last code out.
  private func make() -> (Codebook, Matrix, [Int32]) {
    var numbers = Numbers(12)
    let codebook = Codebook(codes: codes, size: size)
    codebook.vectors.rowMajor = numbers.array(codes * size)
    let encoded = numbers.activations(rows: variables * size, batch: batch)
    let indices = (0..<variables * 96).map { Int32(($0 * 7 + $0 / 5) % (codes - 1)) }
    return (codebook, encoded, indices)
  }

  /// Two updates against the formulas in Double, the same bits on any number of threads. With
  /// u = 2⁻²⁴, a sum of n vectors of numbers below 1 errs by n²u/2 at the most, an average by that and
  /// three roundings a step, N by as many of itself; 1 − γ is exact for γ = ¾.
  @Test func averagesFollowThePaper() {
    let (decay, epsilon) = (0.75, 0.01)
    var first: [Float]?
    for kernels in paths {
      for threads in [1, 2, 5] {
        let (codebook, encoded, indices) = make()
        let engine = Engine(kernels: kernels, threads: threads)
        let averages = CodebookAverages(codebook)
        var uses = [Double](repeating: 1, count: codes)
        var totals = codebook.vectors.rowMajor.map(Double.init)
        for _ in 0..<2 {
          averages.update(
            encoded.panels, indices: indices, decay: Float(decay), epsilon: epsilon,
            engine: engine)
          uses = uses.map { $0 * decay }
          totals = totals.map { $0 * decay }
          for variable in 0..<variables {
            for n in 0..<batch {
              let code = Int(indices[variable * 96 + n])
              uses[code] += 1 - decay
              for place in 0..<size {
                totals[code * size + place] +=
                  (1 - decay) * encoded.double(variable * size + place, n)
              }
            }
          }
        }
        first = first ?? codebook.vectors.rowMajor
        #expect(codebook.vectors.rowMajor == first)
        let total = uses.reduce(0, +)
        for code in 0..<codes {
          #expect(
            abs(Double(averages.uses.elements[code]) - uses[code]) <= 6 * halfUlp * uses[code])
          let smoothed = (uses[code] + epsilon) / (total + Double(codes) * epsilon) * total
          // At most 30 of 210 vectors go to a code.
          let error = (450 + 6 * 30) * halfUlp
          for place in 0..<size {
            let exact = totals[code * size + place]
            #expect(abs(averages.totals.double(code, place) - exact) <= error)
            // The quotient has the error of both, and its own rounding.
            let value = exact / smoothed
            #expect(
              abs(codebook.vectors.double(code, place) - value)
                <= error / smoothed + 8 * halfUlp * abs(value))
          }
          let norm = (0..<size).reduce(0) { $0 + pow(codebook.vectors.double(code, $1), 2) }
          #expect(abs(Double(codebook.norms.elements[code]) - norm) <= 8 * halfUlp * norm)
        }
      }
    }
  }

  /// Without smoothing a code that is not used stays where it is, while its count goes down; below the
  /// threshold it becomes a vector of the batch.
  @Test func unusedCodesAreRestarted() {
    let (codebook, encoded, indices) = make()
    let engine = Engine(kernels: paths[0], threads: 2)
    let averages = CodebookAverages(codebook)
    let before = (0..<size).map { codebook.vectors[codes - 1, $0] }
    for _ in 0..<4 {
      averages.update(
        encoded.panels, indices: indices, decay: 0.5, epsilon: 0, engine: engine)
    }
    #expect(averages.uses.elements[codes - 1] == 0.0625)
    #expect((0..<size).map { codebook.vectors[codes - 1, $0] } == before)
    let key = NoiseKey(seed: 8, purpose: .codes, epoch: 2)
    let restart = {
      averages.restartUnused(
        below: $0, from: encoded.panels, key: key, step: $1, engine: engine)
    }
    #expect(restart(0.0625, 0) == 0)
    var chosen: Set<[Float]> = []
    for step in 0..<40 {
      averages.uses.elements = averages.uses.elements.dropLast() + [0.01]
      #expect(restart(0.1, step) == 1)
      chosen.insert((0..<size).map { codebook.vectors[codes - 1, $0] })
      #expect(averages.uses.elements[codes - 1] == 1)
    }
    let vectors = (0..<variables).flatMap { variable in
      (0..<batch).map { n in (0..<size).map { encoded[variable * size + $0, n] } }
    }
    #expect(chosen.isSubset(of: Set(vectors)))
    // Forty draws from 210 vectors make 36 different ones in the mean, and fewer than 25 hardly ever.
    #expect(chosen.count >= 25)
    let last = (0..<size).reduce(0) { $0 + pow(codebook.vectors.double(codes - 1, $1), 2) }
    #expect(abs(Double(codebook.norms.elements[codes - 1]) - last) <= 8 * halfUlp * last)
    #expect(
      (0..<size).allSatisfy { averages.totals[codes - 1, $0] == codebook.vectors[codes - 1, $0] })
  }

  @Test func usesAreCounted() {
    let (codebook, _, indices) = make()
    var uses = [Int](repeating: 1, count: codes)
    codebook.count(indices, variables: variables, batch: batch, to: &uses)
    var expected = [Int](repeating: 1, count: codes)
    for (place, code) in indices.enumerated() where place % 96 < batch {
      expected[Int(code)] += 1
    }
    #expect(uses == expected)
  }

  /// The logarithms and the exponential of the C library err by less than 1e-15.
  @Test func perplexities() {
    #expect(perplexity(uses: [0, 0]) == 0)
    #expect(perplexity(uses: [0, 9, 0]) == 1)
    #expect(perplexity(uses: [3, 3, 3, 0, 3]) == 4)
    let exact = pow(2, 0.5) * pow(4, 0.25) * pow(4, 0.25)
    #expect(abs(perplexity(uses: [2, 1, 1]) - exact) <= 5e-4)
  }
}
