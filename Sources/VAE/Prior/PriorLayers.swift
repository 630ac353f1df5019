/// What a model's prior learns.
package enum PriorLayers: Sendable {
  case none
  case vamp(PseudoInputs)
  case hierarchy([HierarchyLevel])
  case flow(Flow)

  init(_ configuration: Configuration) {
    switch configuration.prior {
    case .normal: self = .none
    case .vamp(let components):
      self = .vamp(
        PseudoInputs(
          components: components, features: configuration.features,
          activation: configuration.pseudoInputActivation))
    case .flow(let shape): self = .flow(Flow(shape, width: configuration.bottleneck.width))
    case .hierarchy(let shape):
      self = .hierarchy(
        shape.levels.indices.map { HierarchyLevel(configuration.levelPlan(shape, $0)) })
    }
  }

  /// The layers under their names in the model file.
  var namedLayers: [(name: String, layer: any Layer)] {
    switch self {
    case .none: []
    case .vamp(let table): [(Configuration.pseudoInputsName, table)]
    case .flow(let flow): flow.namedLayers("prior")
    case .hierarchy(let levels):
      levels.enumerated().flatMap { index, level in
        [("encoder", level.encoder), ("decoder", level.decoder)].flatMap { part, chain in
          chain.layers.enumerated().map { ("prior.\(index).\(part).\($0)", $1) }
        }
      }
    }
  }
}

/// A level of a hierarchy: u above x, which is z or the level below.
package struct HierarchyLevel: Sendable {
  /// From x to the mean and log σ² of q(u|x).
  let encoder: Chain
  /// From u to the mean and log σ² of p(x|u).
  let decoder: Chain

  fileprivate init(_ plan: (encoder: [LayerPlan], decoder: [LayerPlan])) {
    encoder = Chain(plan.encoder.map { $0.layer() }, conditioned: nil, classes: 0)
    decoder = Chain(plan.decoder.map { $0.layer() }, conditioned: nil, classes: 0)
  }
}
