import Kernels
import Testing

@Suite struct VectorQuantizationTests {
  /// A codebook and a batch of vectors, with NaN beyond the batch.
  private struct Case {
    let codebook: Codebook
    let encoded: Matrix
    let variables, batch: Int

    init(codes: Int, size: Int, variables: Int, batch: Int) {
      var numbers = Numbers(UInt64(codes + batch))
      codebook = Codebook(codes: codes, size: size)
      codebook.vectors.rowMajor = numbers.array(codes * size)
      encoded = numbers.activations(rows: variables * size, batch: batch)
      (self.variables, self.batch) = (variables, batch)
    }

    var size: Int { codebook.size }
    var width: Int { allPanels(batch).count * 32 }

    func vector(_ variable: Int, _ n: Int) -> [Double] {
      (0..<size).map { encoded.double(variable * size + $0, n) }
    }

    func code(_ code: Int) -> [Double] { (0..<size).map { codebook.vectors.double(code, $0) } }

    struct Result {
      var indices: [Int32]
      let quantized: Matrix
      let distances: Buffer
    }

    /// Quantises with a path's kernels and some threads.
    func quantize(_ kernels: Kernels, threads: Int) -> Result {
      let engine = Engine(kernels: kernels, threads: threads)
      var result = Result(
        indices: Array(repeating: -1, count: variables * width),
        quantized: Matrix(rows: variables * size, columns: batch),
        distances: Buffer(count: width))
      codebook.updateNorms(engine)
      codebook.quantize(
        encoded.panels, indices: &result.indices, quantized: result.quantized.panels,
        distances: result.distances.base, engine: engine)
      return result
    }
  }

  private static let shapes = [
    (codes: 1, size: 1, variables: 1), (codes: 13, size: 5, variables: 3),
    (codes: 70, size: 33, variables: 2), (codes: 8, size: 64, variables: 4),
  ]

  /// The least distance in Double, or one that the rounding of ‖c‖² − 2 z·c cannot tell from it: the
  /// product is a chain of `size` terms, the norm one of size/16 and six, and one rounding joins them.
  @Test(arguments: shapes, raggedBatches)
  func nearest(shape: (codes: Int, size: Int, variables: Int), batch: Int) {
    let test = Case(
      codes: shape.codes, size: shape.size, variables: shape.variables, batch: batch)
    var first: Case.Result?
    for kernels in paths {
      for threads in [1, 3] {
        let result = test.quantize(kernels, threads: threads)
        first = first ?? result
        for index in 0..<test.variables * test.width {
          // Beyond the batch the numbers are rubbish, and the index is one of the codes all the same.
          #expect(result.indices[index] >= 0 && result.indices[index] < shape.codes)
          if index % test.width < batch {
            #expect(result.indices[index] == first!.indices[index])
          }
        }
        #expect(result.quantized.rowMajor == first!.quantized.rowMajor)
        #expect(
          result.distances.elements.prefix(batch) == first!.distances.elements.prefix(batch))
      }
    }
    let result = first!
    for n in 0..<batch {
      var sum = 0.0
      for variable in 0..<test.variables {
        let z = test.vector(variable, n)
        let distances = (0..<shape.codes).map { code in
          zip(z, test.code(code)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        let chosen = Int(result.indices[variable * test.width + n])
        // |z|, |c| ≤ 1, so ‖c‖² and Σ|z·c| are at most `size`.
        let size = Double(shape.size)
        let error = (2 * size + size / 16 + 6 + 3) * halfUlp * size
        #expect(distances[chosen] <= distances.min()! + 2 * error)
        sum += distances[chosen]
        for place in 0..<shape.size {
          #expect(
            result.quantized[variable * shape.size + place, n]
              == test.codebook.vectors[chosen, place])
        }
      }
      let rows = Double(test.variables * shape.size)
      #expect(abs(Double(result.distances.elements[n]) - sum) <= (rows + 3) * halfUlp * sum)
    }
  }

  /// Of equal codes, in different tiles, the first.
  @Test(arguments: paths.indices)
  func theFirstOfEqualCodes(path: Int) {
    let test = Case(codes: 26, size: 7, variables: 2, batch: 33)
    for code in 13..<26 {
      for place in 0..<7 {
        test.codebook.vectors[code, place] = test.codebook.vectors[code - 13, place]
      }
    }
    let result = test.quantize(paths[path], threads: 1)
    #expect(Set(result.indices).count > 3)
    for index in result.indices { #expect(index < 13) }
  }

  /// Σ dz·z, straight through, and w‖z − c‖²: the difference, its product with 2w and the sum are
  /// three roundings of numbers below 5.
  @Test(arguments: raggedBatches)
  func gradient(batch: Int) {
    var numbers = Numbers(9)
    let (rows, weight) = (6, Float(0.25))
    let vectors = numbers.activations(rows: rows, batch: batch)
    let quantized = numbers.activations(rows: rows, batch: batch)
    let zGradient = numbers.activations(rows: rows, batch: batch)
    let gradient = Matrix(rows: rows, columns: batch)
    _ = onEachPath { kernels in
      gradient.spoilPadding()
      kernels.commitmentBackward(
        vectors: vectors.panels, quantized: quantized.panels, zGradient: zGradient.panels,
        weight: weight, gradient: gradient.panels, panels: allPanels(batch))
      #expect(gradient.paddingIsZero)
      return gradient.rowMajor
    }
    for row in 0..<rows {
      for n in 0..<batch {
        let (dz, code) = (zGradient.double(row, n), quantized.double(row, n))
        let slope = centralDifferences([vectors.double(row, n)]) {
          dz * $0[0] + Double(weight) * ($0[0] - code) * ($0[0] - code)
        }
        #expect(abs(gradient.double(row, n) - slope[0]) <= 3 * 5 * halfUlp)
      }
    }
  }
}
