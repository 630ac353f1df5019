import Kernels
import Networks

/// The discriminator of a FactorVAE: a network that tells codes from codes whose dimensions were permuted among
/// the examples (Kim & Mnih 2018, section 3).
///
/// Its one output is log D(z)/(1 − D(z)), where D(z) is the probability that z is a code: the paper has two
/// logits, of which only the difference counts. No model file holds it: encoding, decoding and sampling do not need
/// it. A checkpoint does.
package final class Discriminator {
  package let chain: Sequential
  private let stepper: OptimizerState

  /// The learning rate of the paper, whatever that of the model.
  private static let rate = 1e-4
  /// The number of the first layer's random weights: no model has so many layers.
  private static let firstNumber = 1 << 16

  /// - Parameters:
  ///   - inputs: numbers in z.
  ///   - width: of each hidden layer.
  ///   - layers: that are hidden, 1 or more.
  package init(inputs: Int, width: Int, layers: Int, seed: UInt64, engine: Engine) {
    let widths = [inputs] + Array(repeating: width, count: layers)
    chain = Sequential(
      zip(widths, widths.dropFirst()).map { Dense(inputs: $0, outputs: $1, activation: .relu) }
        + [Dense(inputs: width, outputs: 1, activation: .identity)])
    // He's variance for rectifiers. The last layer begins at zero, so that what knows nothing yet pushes no code:
    // from random weights the codes would run after them first.
    for (index, layer) in chain.affineLayers.dropLast().enumerated() {
      layer.initialize(
        gain: 2, seed: seed, number: Discriminator.firstNumber + index, kernels: engine.kernels)
    }
    stepper = OptimizerState(chain.affineLayers, betas: (0.5, 0.9), engine: engine)
  }

  /// What it has learned, to be kept and put back.
  package var state: [StateEntry] {
    let layers = chain.affineLayers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.storage.entry("\(index).\($0.name)") }
    }
    return layers + stepper.state(chain.layers.indices.map { "\($0)" }).within("adam")
  }

  /// One step of Adam down the gradient.
  func step(_ factors: [Trace.Factors]) { stepper.step(factors, rate: Discriminator.rate) }
}
