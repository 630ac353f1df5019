import Kernels
import LaneTypes

/// A variational autoencoder (Kingma & Welling 2014): an encoder that gives the posterior's
/// parameters, a decoder that gives the likelihood's.
package final class Model: Sendable {
  package let configuration: Configuration
  /// `[features]` to `[2·latent]`: μ above log σ².
  package let encoder: MLP
  /// `[latent]` to `[features]`: the likelihood's parameters before the mean's activation.
  package let decoder: MLP

  /// A model whose parameters are all zero.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    encoder = MLP(
      widths: [configuration.features] + configuration.hidden + [2 * configuration.latent],
      hidden: configuration.activation, output: .identity)
    decoder = MLP(
      widths: [configuration.latent] + configuration.hidden.reversed() + [configuration.features],
      hidden: configuration.activation, output: .identity)
  }

  /// The layers in the order of the model file, each under its name there.
  package var namedLayers: [(name: String, layer: Dense)] {
    [("encoder", encoder), ("decoder", decoder)].flatMap { part, network in
      network.layers.enumerated().map { ("\(part).\($0)", $1) }
    }
  }

  /// Draws the weights to start from; a function of the seed and the configuration.
  package func initialize(seed: UInt64, kernels: Kernels) {
    for (number, entry) in namedLayers.enumerated() {
      entry.layer.initialize(seed: seed, number: number, kernels: kernels)
    }
  }
}
