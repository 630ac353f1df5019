import Kernels
import Networks

/// An encoder that gives the posterior's parameters, a decoder that gives the likelihood's, and what a
/// prior, a bottleneck or a likelihood learns beside them.
package final class Model: Sendable {
  package let configuration: Configuration
  /// From the examples to the parameters of the posterior.
  package let encoder: Sequential
  /// From z to the parameters of the likelihood, before the mean's activation.
  package let decoder: Sequential
  /// From draws of the normal posterior to z, where there is a flow between them.
  package let posteriorFlow: Flow?
  package let prior: any PriorLayers
  /// What the bottleneck learns beside the layers; nil for nothing.
  let bottleneckParameters: (any BottleneckParameters)?
  /// The logarithm of the likelihood's scale, one number, where that is shared and learned.
  package let logScale = Buffer(count: 1)

  /// A model whose parameters are all zero.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    encoder = Sequential(
      configuration.encoderPlan.enumerated().map { $1.layer(readsData: $0 == 0) },
      conditioned: configuration.conditionedEncoderLayer, classes: configuration.classes)
    decoder = Sequential(
      configuration.decoderPlan.map { $0.layer() }, conditioned: 0,
      classes: configuration.classes)
    posteriorFlow = configuration.posteriorFlow.map {
      Flow($0, width: configuration.bottleneck.width)
    }
    prior = configuration.prior.layers(configuration)
    bottleneckParameters = configuration.bottleneck.makeParameters()
  }

  /// What the optimiser steps, each under its name in the model file, in its order.
  package var groups: [NamedGroup] {
    encoder.groups("encoder") + decoder.groups("decoder")
      + (prior.namedLayers + (posteriorFlow?.namedLayers("flow") ?? [])).map { ($0.name, $0.layer) }
  }

  /// Of these, the layers with weights and a bias.
  package var namedLayers: [NamedWeights] { groups.layers }

  /// Draws the weights to start from; a function of the seed, the configuration and `start`, which is how those of
  /// encoder and decoder begin. The layers of a prior begin as ever.
  package func initialize(
    _ start: InitialWeights = .standard, seed: UInt64, kernels: Kernels
  ) {
    let network = configuration.network
    var number = 0
    for chain in [encoder, decoder] {
      let layers = chain.affineLayers
      for (index, layer) in layers.enumerated() {
        let role: InitialWeights.Role =
          index == layers.count - 1
          ? .output : index == 0 && chain === decoder ? .readsCodes : .hidden
        layer.initialize(
          gain: start.gain(layer, role: role, in: network), drawsBiases: start.drawsBiases,
          seed: seed, number: number, kernels: kernels)
        number += 1
      }
    }
    prior.initialize(in: network, seed: seed, number: number, kernels: kernels)
    posteriorFlow?.initialize(
      seed: seed, number: number + prior.namedLayers.count, kernels: kernels)
  }

  /// All that is learned under its name in the model file, in its order. The last is the logarithm of a scale, in a
  /// model whose likelihood has none too.
  private var allParameters: [Parameter] {
    groups.flatMap { $0.group.parameters.within($0.name) }
      + zip(configuration.bottleneck.learned, bottleneckParameters?.storages ?? []).map {
        Parameter($0, $1)
      } + [Parameter("likelihood.log-scale", .row(logScale))]
  }

  /// Those that a model file holds.
  package var storedParameters: [Parameter] {
    let all = allParameters.filter { $0.plan.count > 0 }
    return configuration.likelihood.hasSharedScale ? all : all.dropLast()
  }

  /// All that training moves, to be kept and put back.
  package var parameters: [[Float]] {
    allParameters.filter { $0.plan.learning == .training }.map(\.values)
  }

  /// - Parameter parts: what `parameters` was.
  package func restore(_ parts: [[Float]]) {
    let trained = allParameters.filter { $0.plan.learning == .training }
    for (parameter, values) in zip(trained, parts) { parameter.values = values }
  }
}
