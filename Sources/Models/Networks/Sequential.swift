import Kernels

/// Layers one after the other. One of them may be told the class of each example: its input then has
/// a row for each class below the other rows, 1 for the example's own class and 0 for the others.
package final class Sequential: Sendable {
  package let layers: [any Layer]
  /// The layer that is told the class; nil in a model without a condition.
  package let conditioned: Int?
  package let classes: Int

  package init(_ layers: [any Layer], conditioned: Int? = nil, classes: Int = 0) {
    self.layers = layers
    self.conditioned = classes > 0 ? conditioned : nil
    self.classes = classes
  }

  package var outputs: Int { layers[layers.count - 1].outputs }
  /// The index of the last layer.
  package var last: Int { layers.count - 1 }

  /// The rows of layer `index`'s output that are the next layer's classes.
  func classRows(after index: Int) -> Int { conditioned == index + 1 ? classes : 0 }

  /// What training steps, in the order of the model file.
  ///
  /// - Parameter name: of the chain; a layer's is its number behind that.
  package func groups(_ name: String) -> [NamedGroup] {
    layers.enumerated().flatMap { $1.groups("\(name).\($0)") }
  }

  /// The layers with weights and a bias, those within other layers too.
  package var affineLayers: [any LearnedWeights] {
    groups("").compactMap { $0.group as? any LearnedWeights }
  }
}

extension [NamedGroup] {
  /// Those with weights and a bias.
  package var layers: [NamedWeights] {
    compactMap { entry in (entry.group as? any LearnedWeights).map { (entry.name, $0) } }
  }
}

/// A chain of layers that is told no class, with the memory of a batch's way forward and back.
package final class SequentialPass {
  private let chain: Sequential
  private let trace: Trace
  private let engine: Engine

  /// - Parameters:
  ///   - columns: the most examples at a time.
  ///   - training: whether there will be a way back.
  package init(_ chain: Sequential, columns: Int, training: Bool, engine: Engine) {
    (self.chain, self.engine) = (chain, engine)
    trace = Trace(chain, batch: columns, training: training)
  }

  /// - Returns: the last layer's output, `[outputs, columns]`.
  @discardableResult
  package func forward(_ input: Panels) -> Panels {
    trace.forward(input, layers: chain.layers.indices, engine: engine)
    return output(input.columns)
  }

  /// The last layer's output, `[outputs, columns]`.
  package func output(_ columns: Int) -> Panels { trace.output(chain.last, columns: columns) }

  /// Where the gradient on that output goes, `[outputs, columns]`, before `backward`.
  package func gradient(_ columns: Int) -> Panels { trace.gradient(chain.last, columns: columns) }

  /// - Parameter inputGradient: `[inputs, columns]`.
  package func backward(_ input: Panels, inputGradient: Panels) {
    trace.backward(input, inputGradient: inputGradient, engine: engine)
  }

  /// What the weight gradients are made of, after `backward` with the same input.
  package func factors(_ input: Panels) -> [Trace.Factors] {
    engine.transpose(trace.transpositions(input))
    return trace.factors(input)
  }
}
