import Kernels

extension Model {
  /// The table of priors.
  ///
  /// - Parameters:
  ///   - columns: of all draws at a time, at the most.
  ///   - training: whether there will be a way back, and the encoder of pseudo-inputs moves: then their
  ///     posteriors are given to the pass batch by batch.
  func priorPass(columns: Int, training: Bool, engine: Engine) -> any PriorPass {
    switch prior {
    case .none: return NormalPriorPass(engine: engine)
    case .vamp(let table):
      return VampPass(
        latent: configuration.bottleneck.width, components: table.inputs, columns: columns,
        training: training, engine: engine)
    case .flow(let flow):
      return FlowPriorPass(flow, columns: columns, training: training, engine: engine)
    case .hierarchy(let levels):
      return HierarchyPass(levels, columns: columns, training: training, engine: engine)
    }
  }

  /// The prior of a model that does not change any more.
  func fixedPrior(columns: Int, engine: Engine) -> any PriorPass {
    let pass = priorPass(columns: columns, training: false, engine: engine)
    if let vamp = pass as? VampPass, let components = pseudoPosteriors(engine: engine) {
      vamp.keep(components)
    }
    return pass
  }
}
