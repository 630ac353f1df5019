import Kernels
import LaneTypes

/// What a batch leaves behind in a chain of layers on its way forward and back.
package final class Trace {
  private let network: MLP
  private let outputs: [Matrix]
  private let gradients: [Matrix]
  private let transposed: [Matrix]
  private let batch: Int

  /// - Parameters:
  ///   - batch: the most examples at a time.
  ///   - training: whether there will be a way back.
  package init(_ network: MLP, batch: Int, training: Bool) {
    self.network = network
    self.batch = batch
    outputs = network.layers.map { Matrix(rows: $0.outputs, columns: batch) }
    gradients = training ? network.layers.map { Matrix(rows: $0.outputs, columns: batch) } : []
    // The first layer's transposed input is the caller's.
    transposed =
      training ? network.layers.dropFirst().map { Matrix(rows: batch, columns: $0.inputs) } : []
  }

  /// The output of layer `index`, `[outputs, columns]`.
  package func output(_ index: Int, columns: Int) -> Panels {
    outputs[index].view(rows: outputs[index].rows, columns: columns)
  }

  /// The gradient on the output of layer `index` before its activation, `[outputs, columns]`.
  package func gradient(_ index: Int, columns: Int) -> Panels {
    gradients[index].view(rows: gradients[index].rows, columns: columns)
  }

  /// Runs the layers in `range`; the first of all reads `input` `[inputs, batch]`.
  package func forward(_ input: Panels, layers range: Range<Int>, engine: Engine) {
    for index in range {
      let layer = network.layers[index]
      let source = index == 0 ? input : output(index - 1, columns: input.columns)
      let target = output(index, columns: input.columns)
      // No reference may be counted in the loop: its threads would wait for each other's counts.
      let (kernels, activation) = (engine.kernels, layer.activation)
      let (weights, bias) = (layer.weights.panels, layer.bias.base)
      engine.forTiles(rows: layer.outputs, columns: input.columns, terms: layer.inputs) {
        kernels.denseForward(
          weights: weights, bias: bias, input: source, output: target, activation: activation,
          tileRows: $0, panels: $1)
      }
    }
  }

  /// Carries the gradient on the last layer's output back to that of every layer, and to the input
  /// where `inputGradient` is given.
  package func backward(_ input: Panels, inputGradient: Panels?, engine: Engine) {
    let columns = input.columns
    for index in network.layers.indices.reversed() {
      let layer = network.layers[index]
      let target = index == 0 ? inputGradient : gradient(index - 1, columns: columns)
      guard let target else { return }
      let source = index == 0 ? input : output(index - 1, columns: columns)
      let activation = index == 0 ? .identity : network.layers[index - 1].activation
      let gradient = gradient(index, columns: columns)
      let (kernels, weights) = (engine.kernels, layer.weights.panels)
      engine.forTiles(rows: layer.inputs, columns: columns, terms: layer.outputs) {
        kernels.denseBackward(
          weights: weights, gradient: gradient, input: source, inputGradient: target,
          activation: activation, tileRows: $0, panels: $1)
      }
    }
  }

  /// What a layer's weights need of the batch: the gradient on its output, and its input transposed.
  package struct Factors {
    package let layer: Dense
    /// `[outputs, batch]`.
    package let gradient: Panels
    /// `[batch, inputs]`.
    package let input: Panels
  }

  /// The inputs of all layers but the first, to be transposed before `factors` are of use.
  package func transpositions(columns: Int) -> [Engine.Transposition] {
    network.layers.indices.dropFirst().map {
      Engine.Transposition(
        source: output($0 - 1, columns: columns), result: transposedInput($0, columns: columns))
    }
  }

  /// The factors of every layer's weight gradient.
  ///
  /// - Parameter first: the first layer's input transposed, `[batch, inputs]`.
  package func factors(first: Panels) -> [Factors] {
    network.layers.indices.map {
      Factors(
        layer: network.layers[$0], gradient: gradient($0, columns: first.rows),
        input: $0 == 0 ? first : transposedInput($0, columns: first.rows))
    }
  }

  private func transposedInput(_ index: Int, columns: Int) -> Panels {
    transposed[index - 1].view(rows: columns, columns: network.layers[index].inputs)
  }
}
