import Kernels
import Testing

/// The products that pass over zeros give the bits of those that do not, on inputs with none, some, most
/// and nothing but zeros.
@Suite struct SparseTests {
  private static let shares: [Float] = [0, 0.5, 0.9, 0.99, 1]

  /// Inputs of which a share is zero, or −0; beyond the batch there is NaN.
  private func input(_ numbers: inout Numbers, rows: Int, batch: Int, zeros: Float) -> Matrix {
    let result = numbers.matrix(rows: rows, columns: batch)
    result.rowMajor = result.rowMajor.map {
      (numbers.next() + 1) / 2 < zeros ? ($0 < 0 ? -0 : 0) : $0
    }
    result.spoilPadding()
    return result
  }

  /// What is zero for a whole panel, or for a whole tile row, is left out, and nothing else.
  @Test(arguments: paths.indices, raggedSizes)
  func lists(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    var numbers = Numbers(UInt64(size.inputs))
    for zeros in Self.shares {
      let input = input(&numbers, rows: size.inputs, batch: size.batch, zeros: zeros)
      // NaN is not zero: without padding the expectation is a matter of the batch alone.
      let plain = numbers.matrix(rows: size.inputs, columns: size.batch)
      plain.rowMajor = input.rowMajor
      let nonzero = NonzeroIndex(inputs: size.inputs, batch: size.batch, training: true)
      let weights = Matrix(rows: size.inputs, columns: size.outputs, order: .byTileRow).panels
      Engine(kernels: paths[path], threads: 2).list(plain.panels, weights: weights, in: nonzero)
      for panel in 0..<Panels.panels(size.batch) {
        let columns = panel * 32..<min(size.batch, panel * 32 + 32)
        let expected = (0..<size.inputs).filter { row in columns.contains { plain[row, $0] != 0 } }
        let terms = nonzero.inputs[panel]
        #expect(terms.map(\.line) == expected.map { $0 * 32 })
        #expect(terms.map(\.column) == expected.map { $0 / 8 * weights.tileStride + $0 % 8 * 32 })
      }
      for tileRow in 0..<Panels.tiles(size.inputs) {
        let rows = tileRow * 8..<min(size.inputs, tileRow * 8 + 8)
        let expected = (0..<size.batch).filter { column in rows.contains { plain[$0, column] != 0 }
        }
        let terms = nonzero.examples?[tileRow] ?? []
        #expect(terms.map(\.line) == expected.map { $0 * 32 })
        #expect(
          terms.map(\.column) == expected.map { $0 / 32 * plain.panels.panelStride + $0 % 32 })
      }
    }
  }

  /// A batch whose places need more than 32 bits has no lists of examples, rather than wrong ones.
  @Test func widestPlaces() {
    #expect(NonzeroIndex.fit(inputs: 65_536, batch: 65_536))
    #expect(!NonzeroIndex.fit(inputs: 65_537, batch: 65_536))
  }

  @Test(arguments: paths.indices, raggedSizes)
  func forward(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.outputs))
    let weights = numbers.matrix(rows: size.outputs, columns: size.inputs)
    let transposed = Matrix(rows: size.inputs, columns: size.outputs, order: .byTileRow)
    transposed.columnMajor = weights.rowMajor
    let bias = Buffer(count: size.outputs)
    bias.elements = numbers.array(size.outputs)
    let (all, passing) = (
      Matrix(rows: size.outputs, columns: size.batch),
      Matrix(rows: size.outputs, columns: size.batch)
    )
    let (tiles, panels) = allTiles(rows: size.outputs, columns: size.batch)
    for zeros in Self.shares {
      let input = input(&numbers, rows: size.inputs, batch: size.batch, zeros: zeros)
      let nonzero = NonzeroIndex(inputs: size.inputs, batch: size.batch, training: false)
      Engine(kernels: kernels, threads: 1).list(
        input.panels, weights: transposed.panels, in: nonzero)
      for activation in [Activation.identity, .relu, .tanh] {
        kernels.denseForward(
          weights: weights.panels, bias: bias.base, input: input.panels, output: all.panels,
          slopes: nil, activation: activation, tileRows: tiles, panels: panels)
        kernels.sparseForward(
          weights: transposed.panels, bias: bias.base, input: input.panels,
          nonzero: nonzero.inputs, output: passing.panels, slopes: nil, activation: activation,
          tileRows: tiles, panels: panels)
        #expect(passing.rowMajor == all.rowMajor)
      }
    }
  }

  @Test(arguments: paths.indices, raggedSizes)
  func backward(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.inputs))
    let weights = numbers.matrix(rows: size.outputs, columns: size.inputs)
    let transposed = Matrix(rows: size.inputs, columns: size.outputs, order: .byTileRow)
    transposed.columnMajor = weights.rowMajor
    let gradient = numbers.matrix(rows: size.outputs, columns: size.batch)
    let input = numbers.matrix(rows: size.inputs, columns: size.batch)
    let (dense, sparse) = (
      Matrix(rows: size.inputs, columns: size.batch), Matrix(rows: size.inputs, columns: size.batch)
    )
    let (tiles, panels) = allTiles(rows: size.inputs, columns: size.batch)
    for activation in [Activation.identity, .relu, .sigmoid] {
      kernels.denseBackward(
        weights: weights.panels, gradient: gradient.panels, input: input.panels,
        inputGradient: dense.panels, activation: activation, tileRows: tiles, panels: panels)
      kernels.sparseBackward(
        weights: transposed.panels, gradient: gradient.panels, input: input.panels,
        inputGradient: sparse.panels, activation: activation, tileRows: tiles, panels: panels)
      #expect(sparse.rowMajor == dense.rowMajor)
    }
  }

  /// However few terms are left to hide the step behind.
  @Test(arguments: paths.indices, [1, 3, 5, 16, 33, 128, 150])
  func weightStep(path: Int, batch: Int) {
    let kernels = paths[path]
    let (outputs, inputs) = (45, 100)
    var numbers = Numbers(UInt64(batch))
    let start = numbers.array(outputs * inputs)
    let (tiles, panels) = allTiles(rows: outputs, columns: inputs)
    let (sparseTiles, sparsePanels) = allTiles(rows: inputs, columns: outputs)
    for zeros in Self.shares {
      let gradient = numbers.matrix(rows: outputs, columns: batch)
      let gradientTransposed = Matrix(rows: batch, columns: outputs)
      gradientTransposed.columnMajor = gradient.rowMajor
      let input = input(&numbers, rows: inputs, batch: batch, zeros: zeros)
      let inputTransposed = Matrix(rows: batch, columns: inputs)
      inputTransposed.columnMajor = input.rowMajor
      let nonzero = NonzeroIndex(inputs: inputs, batch: batch, training: true)
      // Weights, then both moments.
      let dense = (0..<3).map { _ in Matrix(rows: outputs, columns: inputs, order: .byTileRow) }
      let sparse = (0..<3).map { _ in Matrix(rows: inputs, columns: outputs, order: .byTileRow) }
      Engine(kernels: kernels, threads: 1).list(
        input.panels, weights: sparse[0].panels, in: nonzero)
      dense[0].rowMajor = start
      sparse[0].columnMajor = start
      for t in 1...2 {
        let step = AdamStep(learningRate: 0.01, step: t)
        kernels.weightStep(
          gradient: gradient.panels, input: inputTransposed.panels, weights: dense[0].panels,
          firstMoment: dense[1].base, secondMoment: dense[2].base, step: step, tileRows: tiles,
          panels: panels)
        guard let examples = nonzero.examples else { return }
        kernels.sparseWeightStep(
          input: input.panels, nonzero: examples, gradient: gradientTransposed.panels,
          weights: sparse[0].panels, firstMoment: sparse[1].base, secondMoment: sparse[2].base,
          step: step, tileRows: sparseTiles, panels: sparsePanels)
      }
      for index in 0..<3 { #expect(sparse[index].columnMajor == dense[index].rowMajor) }
    }
  }
}

extension NonzeroLists {
  /// The terms of a list.
  fileprivate subscript(index: Int) -> [(column: Int, line: Int)] {
    (index * stride..<index * stride + Int(counts[index])).map {
      (Int(places[2 * $0]), Int(places[2 * $0 + 1]))
    }
  }
}
