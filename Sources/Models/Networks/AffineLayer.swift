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
  package func groups(_ name: String) -> [NamedGroup] { [(name, self)] }

  package func pass(columns: Int, training: Bool) -> any LayerPass {
    AffinePass(self, columns: columns, training: training)
  }
}

/// An affine layer and the transpose of what it reads, where its weight gradient takes that.
private final class AffinePass: LayerPass {
  private let layer: any AffineLayer
  private let transposed: Matrix?

  init(_ layer: any AffineLayer, columns: Int, training: Bool) {
    self.layer = layer
    transposed =
      training && layer.wantsTransposedInput ? Matrix(rows: columns, columns: layer.inputs) : nil
  }

  private func transposed(_ input: Panels) -> Panels? {
    transposed?.view(rows: input.columns, columns: input.rows)
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

  func transpositions(_ input: Panels, gradient: Panels) -> [Engine.Transposition] {
    transposed(input).map { [.init(source: input, result: $0)] } ?? []
  }

  func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors] {
    [
      Trace.Factors(
        layer: layer, gradient: gradient, input: input, transposed: transposed(input) ?? input)
    ]
  }
}
