import Kernels

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
