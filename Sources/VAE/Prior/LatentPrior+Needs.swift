/// What a prior asks of the rest of a run.
extension LatentPrior {
  /// Whether it is made of the normal posteriors of examples.
  package var isOfPosteriors: Bool { if case .vamp = self { true } else { false } }

  /// Why it cannot be had; nil where it can.
  ///
  /// - Parameters:
  ///   - latent: dimensions of z.
  ///   - draws: of z in a step.
  package func refusal(latent: Int, isConditional: Bool, draws: Int) -> String? {
    switch self {
    case .normal, .hierarchy: return nil
    case .flow(let shape): return shape.refusal(latent: latent)
    case .vamp(let components):
      if isConditional { return "has no classes for its pseudo-inputs: leave out --conditional" }
      return draws * components > LatentPrior.mostDensities
        ? "has \(components) densities for each of \(draws) draws in a step, at most "
          + "\(LatentPrior.mostDensities) in all: use a smaller --batch" : nil
    }
  }
}

extension Flow.Shape {
  /// Why z cannot have such a flow; nil where it can.
  package func refusal(latent: Int) -> String? {
    latent < 2 ? "couples one part of z to another: use -z 2 or more" : nil
  }
}
