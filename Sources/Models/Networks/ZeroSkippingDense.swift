import Kernels

/// A dense layer that reads data: it passes over the zeros in them, of which images of digits, binary
/// data and counts of words have many. The results are those of `Dense`.
package final class ZeroSkippingDense: ProductLayer {
  /// `[inputs, outputs]`: a model file has them transposed.
  package let weights: Matrix
  /// `[outputs]`.
  package let bias: Buffer
  package let activation: Activation

  package init(inputs: Int, outputs: Int, activation: Activation) {
    weights = Matrix(rows: inputs, columns: outputs, order: .byTileRow)
    bias = Buffer(count: outputs)
    self.activation = activation
  }

  package var inputs: Int { weights.rows }
  package var outputs: Int { weights.columns }
  package var holdsTransposedWeights: Bool { true }

  package func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    let nonzero = NonzeroIndex(inputs: inputs, batch: input.columns, training: false)
    forward(
      input, nonzero: nonzero, output: output, activation: activation, slopes: slopes,
      engine: engine)
  }

  /// The same with the memory for the list of what is no zero.
  fileprivate func forward(
    _ input: Panels, nonzero: NonzeroIndex, output: Panels, activation: Activation,
    slopes: Panels?, engine: Engine
  ) {
    engine.list(input, weights: weights.panels, in: nonzero)
    let (kernels, weights, bias) = (engine.kernels, weights.panels, bias.base)
    let lists = nonzero.inputs
    engine.forTiles(rows: outputs, columns: input.columns, terms: inputs) {
      kernels.sparseForward(
        weights: weights, bias: bias, input: input, nonzero: lists, output: output,
        slopes: slopes, activation: activation, tileRows: $0, panels: $1)
    }
    withExtendedLifetime(nonzero) {}
  }

  package func backward(
    _ gradient: Panels, kept: Panels, inputGradient: Panels, activation: Activation, engine: Engine
  ) {
    let (kernels, weights) = (engine.kernels, weights.panels)
    engine.forTiles(rows: inputs, columns: gradient.columns, terms: outputs) {
      kernels.sparseBackward(
        weights: weights, gradient: gradient, input: kept, inputGradient: inputGradient,
        activation: activation, tileRows: $0, panels: $1)
    }
  }

  package func product(_ factors: Trace.Factors) -> WeightProduct {
    WeightProduct(rows: factors.input, lines: factors.transposed, nonzero: factors.nonzero)
  }

  package func pass(columns: Int, training: Bool) -> any LayerPass {
    ZeroSkippingDensePass(self, columns: columns, training: training)
  }
}

/// A layer that passes over zeros, with the list of what is none.
private final class ZeroSkippingDensePass: AffinePass {
  private let layer: ZeroSkippingDense
  private let nonzero: NonzeroIndex

  init(_ layer: ZeroSkippingDense, columns: Int, training: Bool) {
    self.layer = layer
    nonzero = NonzeroIndex(inputs: layer.inputs, batch: columns, training: training)
    super.init(layer, columns: columns, training: training)
  }

  override func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    layer.forward(
      input, nonzero: nonzero, output: output, activation: activation, slopes: slopes,
      engine: engine)
  }

  override func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors] {
    var factors = super.factors(input, gradient: gradient)
    factors[0].nonzero = nonzero.examples
    return factors
  }
}
