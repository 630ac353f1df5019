import Kernels
import Networks

/// Learned examples whose posteriors are the components of a prior (Tomczak & Welling 2018, equation 9).
///
/// The weights have a column for each pseudo-input, and there is no bias; the activation keeps pseudo-inputs where
/// the data are. The paper cuts them off at 0 and 1, beyond which a number has no gradient and stays; a sigmoid
/// always leaves one.
package final class PseudoInputs: LearnedWeights {
  /// `[features, components]`.
  package let weights: Matrix
  package let bias = Buffer(count: 0)
  package let activation: Activation
  /// Whether they stand for log(1 + x) of examples x, which is then what the encoder reads.
  let readsLogarithm: Bool

  package init(components: Int, features: Int, activation: Activation, readsLogarithm: Bool) {
    weights = Matrix(rows: features, columns: components)
    (self.activation, self.readsLogarithm) = (activation, readsLogarithm)
  }

  package var inputs: Int { weights.columns }
  package var outputs: Int { weights.rows }
  package var fanIn: Int { 1 }
  package var weightShape: [Int] { [inputs, outputs] }

  /// A model file has a row for each pseudo-input.
  package var storage: ParameterStorage { .columns(weights) }

  /// All pseudo-inputs, `[features, components]`.
  func forward(_ output: Panels, engine: Engine) {
    let (kernels, weights, activation) = (engine.kernels, weights.panels, activation)
    engine.forPanels(inputs) {
      kernels.activateRows(weights, activation: activation, result: output, panels: $0)
    }
  }

  /// The gradient on the output before its activation, as it is.
  package func weightGradient(
    _ factors: Trace.Factors, result: Matrix, bias: Buffer, scratch: Buffer, engine: Engine
  ) {
    let (kernels, source, target) = (engine.kernels, factors.gradient, result.panels)
    engine.forPanels(inputs) {
      kernels.activateRows(source, activation: .identity, result: target, panels: $0)
    }
  }
}
