import Kernels

/// `activation(weights · input + bias)` for weights of some kind.
package protocol AffineLayer: Layer, LearnedWeights {
  /// Whether the weight gradient takes the layer's input transposed, `[batch, inputs]`.
  var wantsTransposedInput: Bool { get }

  /// As in `LayerPass`.
  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine)

  /// As in `LayerPass`; the input itself has no part in it.
  func backward(
    _ gradient: Panels, kept: Panels, inputGradient: Panels, activation: Activation, engine: Engine)
}

extension AffineLayer {
  package var wantsTransposedInput: Bool { false }

  package func groups(_ name: String) -> [NamedGroup] { [(name, self)] }

  package func pass(columns: Int, training: Bool) -> any LayerPass {
    AffinePass(self, columns: columns, training: training)
  }
}

/// An affine layer and the transpose of what its weight gradient takes so: the layer's input, or, where the weights
/// themselves are transposed, the gradient on its output.
class AffinePass: LayerPass {
  private let layer: any AffineLayer
  private let transposed: Matrix?

  init(_ layer: any AffineLayer, columns: Int, training: Bool) {
    self.layer = layer
    let wantsTransposed = layer.wantsTransposedInput || layer.holdsTransposedWeights
    transposed =
      training && wantsTransposed
      ? Matrix(rows: columns, columns: layer.holdsTransposedWeights ? layer.outputs : layer.inputs)
      : nil
  }

  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine
  ) {
    layer.forward(input, output: output, activation: activation, slopes: slopes, engine: engine)
  }

  func backward(
    _ input: Panels, gradient: Panels, kept: Panels, inputGradient: Panels?,
    activation: Activation, engine: Engine
  ) {
    guard let inputGradient else { return }
    layer.backward(
      gradient, kept: kept, inputGradient: inputGradient, activation: activation, engine: engine)
  }

  /// What is transposed, and where to.
  private func transposition(_ input: Panels, _ gradient: Panels) -> (Panels, result: Panels)? {
    let source = layer.holdsTransposedWeights ? gradient : input
    return transposed.map { (source, $0.view(rows: source.columns, columns: source.rows)) }
  }

  func transpositions(_ input: Panels, gradient: Panels) -> [Engine.Transposition] {
    transposition(input, gradient).map { [.init(source: $0, result: $1)] } ?? []
  }

  func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors] {
    let transposed = transposition(input, gradient)?.result ?? input
    return [Trace.Factors(layer: layer, gradient: gradient, input: input, transposed: transposed)]
  }
}
