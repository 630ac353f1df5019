import Kernels

/// What a batch leaves behind in a chain of layers on its way forward and back.
package final class Trace {
  private let chain: Sequential
  /// A layer's output, and below it the classes where the next layer is told them.
  private let outputs: [Matrix]
  /// The slopes of activations whose output does not tell them; nil for the others.
  private let slopes: [Matrix?]
  private let gradients: [Matrix]
  private let passes: [any LayerPass]

  /// - Parameters:
  ///   - batch: the most examples at a time.
  ///   - training: whether there will be a way back.
  package init(_ chain: Sequential, batch: Int, training: Bool) {
    self.chain = chain
    let layers = chain.layers
    func matrix(_ index: Int) -> Matrix {
      Matrix(rows: layers[index].outputs + chain.classRows(after: index), columns: batch)
    }
    outputs = layers.indices.map(matrix)
    slopes = layers.indices.map {
      training && layers[$0].activation.keepsSlope ? matrix($0) : nil
    }
    gradients = training ? layers.indices.map(matrix) : []
    passes = layers.map { $0.pass(columns: batch, training: training) }
  }

  /// The output of layer `index`, `[outputs, columns]`.
  package func output(_ index: Int, columns: Int) -> Panels {
    outputs[index].view(columns: columns).slice(rows: 0..<chain.layers[index].outputs)
  }

  /// The gradient on the output of layer `index` before its activation, `[outputs, columns]`.
  package func gradient(_ index: Int, columns: Int) -> Panels {
    gradients[index].view(columns: columns).slice(rows: 0..<chain.layers[index].outputs)
  }

  /// What layer `index` kept of its activation, from which the slope can be told, `[outputs, columns]`.
  package func kept(_ index: Int, columns: Int) -> Panels {
    slopes[index].map { $0.view(columns: columns).slice(rows: 0..<chain.layers[index].outputs) }
      ?? output(index, columns: columns)
  }

  /// Where the classes of the examples go, `[classes, columns]`, if a layer beyond the first is told
  /// them.
  package func classRows(columns: Int) -> Panels? {
    guard let conditioned = chain.conditioned, conditioned > 0 else { return nil }
    let first = chain.layers[conditioned - 1].outputs
    return outputs[conditioned - 1].view(columns: columns).slice(
      rows: first..<first + chain.classes)
  }

  /// What layer `index` reads, `[inputs, columns]`, where `input` is the first layer's.
  package func input(_ index: Int, first input: Panels) -> Panels {
    index == 0 ? input : outputs[index - 1].view(columns: input.columns)
  }

  /// Runs the layers in `range`; the first of all reads `input` `[inputs, batch]`.
  package func forward(_ input: Panels, layers range: Range<Int>, engine: Engine) {
    for index in range {
      passes[index].forward(
        self.input(index, first: input), output: output(index, columns: input.columns),
        activation: chain.layers[index].activation,
        slopes: slopes[index].map { $0.view(columns: input.columns) }, engine: engine)
    }
  }

  /// Runs the last layer, from and to memory of the caller's, where there is no way back through its activation.
  ///
  /// - Parameter activation: in the place of the layer's own.
  package func runLast(
    _ input: Panels, output: Panels, activation: Activation? = nil, engine: Engine
  ) {
    passes[chain.last].forward(
      input, output: output, activation: activation ?? chain.layers[chain.last].activation,
      slopes: nil, engine: engine)
  }

  /// Carries the gradient on the last layer's output back to that of every layer, and to the input
  /// where `inputGradient` is given.
  package func backward(
    _ input: Panels, inputGradient: Panels?, kept: Panels? = nil,
    activation: Activation = .identity, engine: Engine
  ) {
    let columns = input.columns
    for index in chain.layers.indices.reversed() {
      let before = index - 1
      let source = self.input(index, first: input)
      passes[index].backward(
        source, gradient: gradient(index, columns: columns),
        kept: (index == 0 ? kept : slopes[before].map { $0.view(columns: columns) }) ?? source,
        inputGradient: index == 0 ? inputGradient : gradients[before].view(columns: columns),
        activation: index == 0 ? activation : chain.layers[before].activation, engine: engine)
    }
  }

  /// Carries the gradient on the output of layer `index` back through that layer alone, to its input behind the
  /// activation that made it.
  package func backward(_ index: Int, _ input: Panels, inputGradient: Panels?, engine: Engine) {
    let source = self.input(index, first: input)
    passes[index].backward(
      source, gradient: gradient(index, columns: input.columns), kept: source,
      inputGradient: inputGradient, activation: .identity, engine: engine)
  }

  /// What the parameters of a group need of the batch: the gradient on their layer's output, and its input.
  package struct Factors {
    /// The group.
    package let layer: any ParameterGroup
    /// `[outputs, batch]`.
    package let gradient: Panels
    /// `[inputs, batch]`.
    package let input: Panels
    /// The input transposed, `[batch, inputs]`, if the layer wants it so, or the gradient, `[batch,
    /// outputs]`, if it holds transposed weights; otherwise the input as it is.
    package let transposed: Panels
    /// For each eight inputs, the examples in which they are not all zero, if the layer passes over zeros.
    package var nonzero: NonzeroLists?
    /// What else the layer keeps of each example.
    package var statistics: Panels?

    package init(
      layer: any ParameterGroup, gradient: Panels, input: Panels, transposed: Panels,
      nonzero: NonzeroLists? = nil, statistics: Panels? = nil
    ) {
      (self.layer, self.gradient, self.input) = (layer, gradient, input)
      (self.transposed, self.nonzero, self.statistics) = (transposed, nonzero, statistics)
    }
  }

  /// What is to be transposed after `backward`, before `factors` are of use.
  ///
  /// - Parameter input: the first layer's, `[inputs, batch]`.
  package func transpositions(_ input: Panels) -> [Engine.Transposition] {
    passes.enumerated().flatMap {
      $1.transpositions(
        self.input($0, first: input), gradient: gradient($0, columns: input.columns))
    }
  }

  /// The factors of every group's gradients, in the order of `Sequential.groups`.
  ///
  /// - Parameter input: the first layer's, `[inputs, batch]`.
  package func factors(_ input: Panels) -> [Factors] {
    passes.enumerated().flatMap {
      $1.factors(self.input($0, first: input), gradient: gradient($0, columns: input.columns))
    }
  }
}
