import Glibc

/// What an objective asks of the rest of a run.
extension CodeObjective {
  /// Nil where any bottleneck will do.
  package var bottleneckNeed: BottleneckNeed? {
    switch self {
    case .elbo: nil
    case .capacity: .divergence
    case .capacities: .numbersAndCategories
    case .sliced: .numbers
    case .discrepancy(let penalty): penalty.alpha == nil ? .numbers : .normalPosterior
    case .bound, .correlation, .factor, .covariance: .normalPosterior
    }
  }

  /// Whether it decides itself what the regulariser weighs.
  package var weighsRegulariser: Bool {
    switch self {
    case .capacity, .capacities, .sliced, .discrepancy, .bound: true
    case .elbo, .correlation, .factor, .covariance: false
    }
  }

  /// Why it cannot be had with such a bottleneck and so many examples in a step; nil where it can.
  package func refusal(_ bottleneck: Bottleneck, batch: Int) -> String? {
    if keepsPairs, batch > CodeObjective.mostPairedExamples {
      return
        "takes at most \(CodeObjective.mostPairedExamples) examples in a step: use a smaller --batch"
    }
    if batch < leastExamples {
      return "compares the examples of a step, which takes \(leastExamples) of them: use "
        + "-b \(leastExamples) or more"
    }
    switch self {
    case .bound(let bound) where bound.total * batch > Bound.mostInStep:
      return "makes \(bound.total * batch) draws in a step, at most \(Bound.mostInStep): "
        + "use a smaller --batch"
    case .covariance where bottleneck.width > CovariancePenalty.mostDimensions:
      return "takes at most \(CovariancePenalty.mostDimensions) dimensions of z"
    case .capacities(_, _, let nats, _):
      guard case .joint(_, let shape) = bottleneck else { return nil }
      // The KL of a variable is greatest where it always has one category.
      let most = Double(shape.variables) * log(Double(shape.categories))
      // Rounded down, so that the number in the message is not refused.
      return nats > most
        ? "takes at most \((most * 1e4).rounded(.down) / 1e4) nats for the categories: "
          + "variables times log categories" : nil
    default: return nil
    }
  }
}
