import Datasets
import Kernels
import Networks

/// What a model's prior learns, and how batches pass through that.
package protocol PriorLayers: Sendable {
  /// The layers under their names in the model file.
  var namedLayers: [NamedWeights] { get }

  /// Draws the weights to start from.
  ///
  /// - Parameter number: of the first layer, in the model.
  func initialize(in network: Network, seed: UInt64, number: Int, kernels: Kernels)

  /// Takes what the weights start from out of the data, after `initialize`; nothing unless stated.
  func start(_ data: Dataset, seed: UInt64, engine: Engine)

  /// The pass of draws of z.
  ///
  /// - Parameters:
  ///   - model: the one that the layers belong to.
  ///   - columns: of all draws at a time, at the most.
  ///   - training: whether there will be a way back.
  func pass(_ model: Model, columns: Int, training: Bool, engine: Engine) -> any PriorPass

  /// Where draws from the prior come from; nil where it is N(0, I).
  ///
  /// - Parameter batch: rows at a time.
  func source(_ model: Model, batch: Int, engine: Engine) -> (any PriorSource)?
}

extension PriorLayers {
  package func initialize(in network: Network, seed: UInt64, number: Int, kernels: Kernels) {
    for (index, entry) in namedLayers.enumerated() {
      entry.layer.initialize(
        gain: InitialWeights.today.gain(entry.layer, role: .hidden, in: network), seed: seed,
        number: number + index, kernels: kernels)
    }
  }

  package func start(_ data: Dataset, seed: UInt64, engine: Engine) {}
}

extension Model {
  /// The prior of a model that does not change any more.
  func fixedPrior(columns: Int, engine: Engine) -> any PriorPass {
    let pass = prior.pass(self, columns: columns, training: false, engine: engine)
    pass.fix(self)
    return pass
  }
}
