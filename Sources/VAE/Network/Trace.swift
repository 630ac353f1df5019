import Kernels

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
  /// The first layer's gradient transposed, where its weight gradient takes it so.
  private let transposedGradient: Matrix?
  /// The first layer where it passes over zeros, and which numbers of its input are none.
  private let sparse: (layer: SparseDense, nonzero: NonzeroTerms)?

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
    transposedGradient =
      training && layers[0].holdsTransposedWeights
      ? Matrix(rows: batch, columns: layers[0].outputs) : nil
    sparse = (layers[0] as? SparseDense).map {
      ($0, NonzeroTerms(inputs: $0.inputs, batch: batch, training: training))
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
      let output = output(index, columns: input.columns)
      let slopes = slopes[index].map { whole($0, input.columns) }
      if index == 0, let sparse {
        engine.list(input, weights: sparse.layer.weights.panels, in: sparse.nonzero)
        sparse.layer.forward(
          input, nonzero: sparse.nonzero, output: output, activation: layer.activation,
          slopes: slopes, engine: engine)
      } else {
        layer.forward(
          self.input(index, first: input), output: output, activation: layer.activation,
          slopes: slopes, engine: engine)
      }
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
    package let layer: any LearnedWeights
    /// `[outputs, batch]`.
    package let gradient: Panels
    /// `[inputs, batch]`.
    package let input: Panels
    /// The input transposed, `[batch, inputs]`, if the layer wants it so, or the gradient, `[batch,
    /// outputs]`, if it holds transposed weights; otherwise the input as it is.
    package let transposed: Panels
    /// For each eight inputs, the examples in which they are not all zero, if the layer passes over zeros.
    package let nonzero: TermLists?
  }

  /// What is to be transposed before `factors` are of use; the first layer's input is not among it.
  package func transpositions(columns: Int) -> [Engine.Transposition] {
    var pairs = transposed.indices.compactMap { index in
      transposed[index].map {
        Engine.Transposition(
          source: whole(outputs[index - 1], columns),
          result: $0.view(rows: columns, columns: $0.columns))
      }
    }
    if let result = transposedGradient {
      pairs.append(
        Engine.Transposition(
          source: gradient(0, columns: columns),
          result: result.view(rows: columns, columns: result.columns)))
    }
    return pairs
  }

  /// The factors of every layer's weight gradient.
  ///
  /// - Parameters:
  ///   - input: the first layer's input, `[inputs, batch]`.
  ///   - transposedInput: the same transposed, if the first layer wants it.
  package func factors(_ input: Panels, transposed transposedInput: Panels? = nil) -> [Factors] {
    let columns = input.columns
    return chain.layers.indices.map { index in
      let source = self.input(index, first: input)
      let matrix = index == 0 ? transposedGradient : transposed[index]
      let own = matrix?.view(rows: columns, columns: matrix?.columns ?? 0)
      return Factors(
        layer: chain.layers[index], gradient: gradient(index, columns: columns), input: source,
        transposed: own ?? (index == 0 ? transposedInput : nil) ?? source,
        nonzero: index == 0 ? sparse?.nonzero.examples : nil)
    }
  }
}
