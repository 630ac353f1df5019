import LaneTypes

/// The sizes of what a prior learns.
extension Configuration {
  static let pseudoInputsName = "prior.pseudo-inputs"

  /// The number of pseudo-inputs.
  var pseudoInputs: Int { if case .vamp(let components) = prior { components } else { 0 } }

  /// Keeps pseudo-inputs within 0 and 1 where the likelihood's data are.
  var pseudoInputActivation: Activation {
    likelihood.family.dataRange == 0...1 ? .sigmoid : .identity
  }

  /// The layers of level `index` of a hierarchy, counted from the one above z.
  func levelPlan(_ shape: LatentPrior.Hierarchy, _ index: Int)
    -> (encoder: [LayerPlan], decoder: [LayerPlan])
  {
    let below = index == 0 ? bottleneck.width : shape.levels[index - 1]
    let here = shape.levels[index]
    return (
      dense([below, shape.hidden, 2 * here], last: .identity),
      dense([here, shape.hidden, 2 * below], last: .identity)
    )
  }

  /// The shapes of the prior's weights under their names in the model file, and the number of biases.
  var priorPlan: [(name: String, weightShape: [Int], biasCount: Int)] {
    switch prior {
    case .normal: return []
    case .vamp(let components):
      return [(Configuration.pseudoInputsName, [components, features], 0)]
    case .flow(let shape): return shape.namedPlan("prior", width: bottleneck.width)
    case .hierarchy(let shape):
      return shape.levels.indices.flatMap { level in
        let plan = levelPlan(shape, level)
        return [("encoder", plan.encoder), ("decoder", plan.decoder)].flatMap { part, layers in
          layers.enumerated().map {
            ("prior.\(level).\(part).\($0)", $1.weightShape, $1.biasCount)
          }
        }
      }
    }
  }

  /// Refuses a prior that the rest of the model has no use for.
  func checkPrior() throws(VAEError) {
    if case .normal = prior { return }
    guard bottleneck.isNormal else {
      throw VAEError(
        "the prior \(prior.name) needs the bottleneck \(Bottlenecks.words { $0.isNormal })")
    }
    if case .flow = prior, bottleneck.width < 2 { throw Flow.tooNarrow }
    if case .vamp = prior, classes > 0 {
      throw VAEError("the prior vamp has no classes for its pseudo-inputs")
    }
  }
}
