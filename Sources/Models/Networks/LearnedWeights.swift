import Kernels

/// A matrix of weights and a bias that training moves, and what they make.
package protocol LearnedWeights: ParameterGroup {
  /// Numbers that come in, for each example.
  var inputs: Int { get }
  /// Numbers that go out.
  var outputs: Int { get }
  var activation: Activation { get }
  /// In the order of the kernels, padding included; the padding is zero.
  var weights: Matrix { get }
  var bias: Buffer { get }
  /// The shape of the weights in a model file.
  var weightShape: [Int] { get }
  /// The weights in the order of a model file.
  var storage: ParameterStorage { get }
  /// Weights in the sum of one output.
  var fanIn: Int { get }
  /// Whether `weights` is the transpose of the matrix in a model file. The weight gradient then takes the
  /// gradient on the layer's output transposed, `[batch, outputs]`.
  var holdsTransposedWeights: Bool { get }

  /// The gradient of weights and bias.
  ///
  /// - Parameters:
  ///   - factors: what the batch left behind.
  ///   - result: in the order of `weights`.
  ///   - bias: that of the bias.
  ///   - scratch: of at least `scratchSize` numbers.
  func weightGradient(
    _ factors: Trace.Factors, result: Matrix, bias: Buffer, scratch: Buffer, engine: Engine)
}

extension LearnedWeights {
  package var holdsTransposedWeights: Bool { false }
  package var storage: ParameterStorage {
    .matrix(weights, isTransposed: holdsTransposedWeights)
  }
  package var parameters: [Parameter] {
    [
      Parameter(
        ParameterPlan("weight", weightShape, isTransposed: holdsTransposedWeights), storage),
      Parameter("bias", .row(bias)),
    ]
  }

  /// The weights in the order of a model file.
  package var fileWeights: [Float] {
    get { storage.values }
    set { storage.values = newValue }
  }

  package func gradients(
    _ factors: Trace.Factors, results: [ParameterStorage], scratch: Buffer, engine: Engine
  ) {
    weightGradient(
      factors, result: results[0].matrix, bias: results[1].row, scratch: scratch, engine: engine)
  }

  /// Sums that an input is in: a mean over the inputs, which are not in as many each beside an edge.
  package var fanOut: Double { Double(outputs) * Double(fanIn) / Double(inputs) }

  /// Uniform weights; biases zero, or drawn as the weights are.
  ///
  /// - Parameters:
  ///   - gain: the variance of the weights times the inputs of a sum.
  ///   - number: the layer's place in the model, so that no two layers start alike.
  package func initialize(
    gain: Double, drawsBiases: Bool = false, seed: UInt64, number: Int, kernels: Kernels
  ) {
    let bound = Float((3 * gain / Double(fanIn)).squareRoot())
    let rows = weightShape[0]
    let weights = weightShape.dropFirst().reduce(1, *)
    // A bias is one more weight of its row.
    let columns = weights + (drawsBiases ? 1 : 0)
    let numbers = (0..<UInt32(Panels.panels(columns) * Panels.width)).map { $0 }
    let drawn = Matrix(rows: rows, columns: columns)
    kernels.fillUniform(
      drawn.panels, examples: numbers,
      key: NoiseKey(seed: seed, purpose: .initialWeights, epoch: number),
      panels: 0..<Panels.panels(columns))
    let values = drawn.rowMajor.map { ($0 * 2 - 1) * bound }
    guard drawsBiases else {
      fileWeights = values
      return
    }
    let lines = (0..<rows).map { values[$0 * columns..<($0 + 1) * columns] }
    fileWeights = lines.flatMap { $0.dropLast() }
    bias.elements = lines.map { $0[$0.endIndex - 1] }
  }
}

/// What is learned, under its name in the model file.
package typealias NamedWeights = (name: String, layer: any LearnedWeights)
