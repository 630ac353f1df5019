import Kernels
import Testing

/// Sizes that divide nothing: one of everything, one less and one more than a tile, a panel, a block.
let raggedSizes: [(outputs: Int, inputs: Int, batch: Int)] = [
  (1, 1, 1), (7, 31, 33), (8, 32, 32), (9, 33, 31), (20, 400, 5), (40, 17, 100), (65, 63, 64),
  (13, 129, 95), (270, 21, 150),
]

/// Products against plain sums in Double. A chain of n fused multiply-adds errs by at most
/// n · 2⁻²⁴ · Σ|a·b| (each rounding is half a unit of a partial sum, to first order); one more
/// rounding is the bias, and the activations add 4 units of their own.
@Suite struct DenseTests {
  @Test(arguments: paths.indices, raggedSizes)
  func forward(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.outputs))
    let weights = numbers.matrix(rows: size.outputs, columns: size.inputs)
    let input = numbers.matrix(rows: size.inputs, columns: size.batch)
    let bias = Buffer(count: size.outputs)
    bias.elements = numbers.array(size.outputs)
    let output = Matrix(rows: size.outputs, columns: size.batch)
    let (tiles, panels) = allTiles(rows: size.outputs, columns: size.batch)
    for activation in [Activation.identity, .relu] {
      kernels.denseForward(
        weights: weights.panels, bias: bias.base, input: input.panels, output: output.panels,
        slopes: nil, activation: activation, tileRows: tiles, panels: panels)
      for o in 0..<size.outputs {
        for n in 0..<size.batch {
          let terms = (0..<size.inputs).map { weights.double(o, $0) * input.double($0, n) }
          let sum = terms.reduce(Double(bias.elements[o]), +)
          let magnitude = terms.reduce(Double(bias.elements[o]).magnitude) { $0 + $1.magnitude }
          let expected = activation == .relu ? max(0, sum) : sum
          let tolerance = Double(size.inputs + 1) * halfUlp * magnitude
          #expect(abs(output.double(o, n) - expected) <= tolerance)
        }
      }
    }
  }

  @Test(arguments: paths.indices, raggedSizes)
  func backward(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.inputs))
    let weights = numbers.matrix(rows: size.outputs, columns: size.inputs)
    let gradient = numbers.matrix(rows: size.outputs, columns: size.batch)
    let input = numbers.matrix(rows: size.inputs, columns: size.batch)
    let result = Matrix(rows: size.inputs, columns: size.batch)
    let (tiles, panels) = allTiles(rows: size.inputs, columns: size.batch)
    kernels.denseBackward(
      weights: weights.panels, gradient: gradient.panels, input: input.panels,
      inputGradient: result.panels, activation: .relu, tileRows: tiles, panels: panels)
    for i in 0..<size.inputs {
      for n in 0..<size.batch {
        let terms = (0..<size.outputs).map { weights.double($0, i) * gradient.double($0, n) }
        let expected = input[i, n] > 0 ? terms.reduce(0, +) : 0
        let magnitude = terms.reduce(0) { $0 + $1.magnitude }
        #expect(
          abs(result.double(i, n) - expected) <= Double(size.outputs) * halfUlp * magnitude)
      }
    }
  }

  /// Where the slopes are kept, the backward product is that of an identity times the slope, rounded
  /// once more; only those of the batch are read.
  @Test(arguments: paths.indices, raggedSizes)
  func backwardThroughKeptSlopes(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.inputs + 7))
    let weights = numbers.matrix(rows: size.outputs, columns: size.inputs)
    let gradient = numbers.matrix(rows: size.outputs, columns: size.batch)
    let slopes = numbers.matrix(rows: size.inputs, columns: size.batch)
    let (bare, result) = (
      Matrix(rows: size.inputs, columns: size.batch), Matrix(rows: size.inputs, columns: size.batch)
    )
    let (tiles, panels) = allTiles(rows: size.inputs, columns: size.batch)
    for (activation, target) in [(Activation.identity, bare), (.gelu, result)] {
      kernels.denseBackward(
        weights: weights.panels, gradient: gradient.panels, input: slopes.panels,
        inputGradient: target.panels, activation: activation, tileRows: tiles, panels: panels)
    }
    for i in 0..<size.inputs {
      for n in 0..<size.batch { #expect(result[i, n] == bare[i, n] * slopes[i, n]) }
    }
  }

  @Test(arguments: paths.indices, raggedSizes)
  func weightAndBiasGradient(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    let kernels = paths[path]
    var numbers = Numbers(UInt64(size.batch))
    let gradient = numbers.matrix(rows: size.outputs, columns: size.batch)
    let input = numbers.matrix(rows: size.batch, columns: size.inputs)
    let result = Matrix(rows: size.outputs, columns: size.inputs)
    let (tiles, panels) = allTiles(rows: size.outputs, columns: size.inputs)
    kernels.weightGradient(
      gradient: gradient.panels, input: input.panels, result: result.panels, tileRows: tiles,
      panels: panels)
    let bias = Buffer(count: size.outputs)
    kernels.biasGradient(gradient: gradient.panels, result: bias.base)
    for o in 0..<size.outputs {
      for i in 0..<size.inputs {
        let terms = (0..<size.batch).map { gradient.double(o, $0) * input.double($0, i) }
        let magnitude = terms.reduce(0) { $0 + $1.magnitude }
        #expect(
          abs(result.double(o, i) - terms.reduce(0, +)) <= Double(size.batch) * halfUlp * magnitude)
      }
      let terms = (0..<size.batch).map { gradient.double(o, $0) }
      let magnitude = terms.reduce(0) { $0 + $1.magnitude }
      #expect(
        abs(Double(bias.elements[o]) - terms.reduce(0, +))
          <= Double(size.batch) * halfUlp * magnitude)
    }
  }

  /// The gradient with its step of Adam in one pass gives the bits of the two one after the other,
  /// however few terms there are to hide the step behind.
  @Test(arguments: paths.indices, [1, 3, 4, 7, 8, 9, 12, 16, 17, 24, 31, 40, 128, 150])
  func weightStep(path: Int, batch: Int) {
    let kernels = paths[path]
    let (outputs, inputs) = (19, 100)
    var numbers = Numbers(UInt64(batch))
    let gradient = numbers.matrix(rows: outputs, columns: batch)
    let input = numbers.matrix(rows: batch, columns: inputs)
    let start = numbers.array(outputs * inputs)
    let matrices = (0..<7).map { _ in
      Matrix(rows: outputs, columns: inputs, order: .byTileRow)
    }
    let size = Panels.size(rows: outputs, columns: inputs)
    let (tiles, panels) = allTiles(rows: outputs, columns: inputs)
    for first in [0, 3] { matrices[first].rowMajor = start }
    for t in 1...2 {
      let step = AdamStep(learningRate: 0.01, step: t)
      kernels.weightStep(
        gradient: gradient.panels, input: input.panels, weights: matrices[0].panels,
        firstMoment: matrices[1].base, secondMoment: matrices[2].base, step: step,
        tileRows: tiles, panels: panels)
      kernels.weightGradient(
        gradient: gradient.panels, input: input.panels, result: matrices[6].panels,
        tileRows: tiles, panels: panels)
      kernels.update(
        .adam(step), gradient: matrices[6].base, weights: matrices[3].base, first: matrices[4].base,
        second: matrices[5].base, count: size)
    }
    for index in 0..<3 { #expect(matrices[index].rowMajor == matrices[index + 3].rowMajor) }
  }

  @Test(arguments: paths.indices, raggedSizes)
  func transposition(path: Int, size: (outputs: Int, inputs: Int, batch: Int)) {
    var numbers = Numbers(3)
    let source = numbers.matrix(rows: size.inputs, columns: size.batch)
    let result = Matrix(rows: size.batch, columns: size.inputs)
    paths[path].transpose(
      source.panels, into: result.panels, panels: 0..<Panels.panels(size.batch))
    for row in 0..<size.inputs {
      for column in 0..<size.batch { #expect(result[column, row] == source[row, column]) }
    }
    var back = [Float](repeating: .nan, count: size.batch * size.inputs)
    paths[path].storeRows(result.panels, range: 0..<size.batch, to: &back)
    #expect(back == result.rowMajor)
  }
}
