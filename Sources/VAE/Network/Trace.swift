import Kernels
import LaneTypes

/// What a batch leaves behind in a chain of layers on its way forward and back.
package final class Trace {
  private let chain: Chain
  /// A layer's output, and below it the classes where the next layer is told them.
  private let outputs: [Matrix]
  /// The slopes of activations whose output does not tell them; nil for the others.
  private let slopes: [Matrix?]
  private let gradients: [Matrix]
  /// The inputs transposed of layers whose weight gradient takes them so.
  private let transposed: [Matrix?]

  /// - Parameters:
  ///   - batch: the most examples at a time.
  ///   - training: whether there will be a way back.
  package init(_ chain: Chain, batch: Int, training: Bool) {
    self.chain = chain
    let layers = chain.layers
    outputs = layers.indices.map {
      Matrix(rows: layers[$0].outputs + chain.classRows(after: $0), columns: batch)
    }
    slopes = layers.indices.map {
      training && layers[$0].activation.keepsSlope
        ? Matrix(rows: layers[$0].outputs + chain.classRows(after: $0), columns: batch) : nil
    }
    gradients =
      training
      ? layers.indices.map {
        Matrix(rows: layers[$0].outputs + chain.classRows(after: $0), columns: batch)
      } : []
    // The first layer's transposed input is the caller's.
    transposed = layers.indices.map {
      training && $0 > 0 && layers[$0].wantsTransposedInput
        ? Matrix(rows: batch, columns: layers[$0].inputs) : nil
    }
  }

  private func whole(_ matrix: Matrix, _ columns: Int) -> Panels {
    matrix.view(rows: matrix.rows, columns: columns)
  }

  /// The output of layer `index`, `[outputs, columns]`.
  package func output(_ index: Int, columns: Int) -> Panels {
    whole(outputs[index], columns).slice(rows: 0..<chain.layers[index].outputs)
  }

  /// The gradient on the output of layer `index` before its activation, `[outputs, columns]`.
  package func gradient(_ index: Int, columns: Int) -> Panels {
    whole(gradients[index], columns).slice(rows: 0..<chain.layers[index].outputs)
  }

  /// What layer `index` kept of its activation, from which the slope can be told, `[outputs, columns]`.
  func kept(_ index: Int, columns: Int) -> Panels {
    slopes[index].map { whole($0, columns).slice(rows: 0..<chain.layers[index].outputs) }
      ?? output(index, columns: columns)
  }

  /// Where the classes of the examples go, `[classes, columns]`, if a layer beyond the first is told
  /// them.
  package func classRows(columns: Int) -> Panels? {
    guard let conditioned = chain.conditioned, conditioned > 0 else { return nil }
    let first = chain.layers[conditioned - 1].outputs
    return whole(outputs[conditioned - 1], columns).slice(rows: first..<first + chain.classes)
  }

  /// What layer `index` reads, `[inputs, columns]`, where `input` is the first layer's.
  package func input(_ index: Int, first input: Panels) -> Panels {
    index == 0 ? input : whole(outputs[index - 1], input.columns)
  }

  /// Runs the layers in `range`; the first of all reads `input` `[inputs, batch]`.
  package func forward(_ input: Panels, layers range: Range<Int>, engine: Engine) {
    for index in range {
      let layer = chain.layers[index]
      layer.forward(
        self.input(index, first: input), output: output(index, columns: input.columns),
        activation: layer.activation, slopes: slopes[index].map { whole($0, input.columns) },
        engine: engine)
    }
  }

  /// Carries the gradient on the last layer's output back to that of every layer, and to the input
  /// where `inputGradient` is given.
  package func backward(_ input: Panels, inputGradient: Panels?, engine: Engine) {
    let columns = input.columns
    for index in chain.layers.indices.reversed() {
      let target = index == 0 ? inputGradient : whole(gradients[index - 1], columns)
      guard let target else { return }
      let before = index - 1
      let kept = index == 0 ? nil : slopes[before].map { whole($0, columns) }
      chain.layers[index].backward(
        gradient(index, columns: columns), kept: kept ?? self.input(index, first: input),
        inputGradient: target,
        activation: index == 0 ? .identity : chain.layers[before].activation, engine: engine)
    }
  }

  /// What a layer's weights need of the batch: the gradient on its output, and its input.
  package struct Factors {
    package let layer: any Layer
    /// `[outputs, batch]`.
    package let gradient: Panels
    /// `[inputs, batch]`, or `[batch, inputs]` if the layer wants it transposed.
    package let input: Panels
  }

  /// The inputs that are to be transposed before `factors` are of use; the first layer's is not among
  /// them.
  package func transpositions(columns: Int) -> [Engine.Transposition] {
    transposed.indices.compactMap { index in
      transposed[index].map {
        Engine.Transposition(
          source: whole(outputs[index - 1], columns),
          result: $0.view(rows: columns, columns: $0.columns))
      }
    }
  }

  /// The factors of every layer's weight gradient.
  ///
  /// - Parameters:
  ///   - input: the first layer's input, `[inputs, batch]`.
  ///   - transposedInput: the same transposed.
  package func factors(_ input: Panels, transposed transposedInput: Panels) -> [Factors] {
    let columns = input.columns
    return chain.layers.indices.map { index in
      let layer = chain.layers[index]
      let source: Panels
      if !layer.wantsTransposedInput {
        source = self.input(index, first: input)
      } else if let matrix = transposed[index] {
        source = matrix.view(rows: columns, columns: matrix.columns)
      } else {
        source = transposedInput
      }
      return Factors(layer: layer, gradient: gradient(index, columns: columns), input: source)
    }
  }
}
