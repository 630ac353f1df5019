import Glibc
import LaneTypes

/// What an objective asks of the rest of a run.
extension CodeObjective {
  /// Whether the KL is weighed by `--beta`; else the objective says itself what the KL weighs.
  package var takesBeta: Bool {
    switch self {
    case .elbo, .correlation, .factor, .covariance: true
    case .capacity, .capacities, .sliced, .discrepancy, .bound: false
    }
  }

  /// Whether the weight of the KL may rise from 0 in the first epochs.
  package var takesWarmup: Bool { takesBeta || bound != nil }

  /// Why a run cannot have the objective: the option that is to blame, nil for the objective's own, and the reason.
  /// Nil where it can.
  package func refusal(_ bottleneck: Bottleneck, batch: Int, epochs: Int)
    -> (option: String?, reason: String)?
  {
    if keepsPairs, batch > CodeObjective.mostPairedExamples {
      return (
        nil,
        "takes at most \(CodeObjective.mostPairedExamples) examples in a step: use a smaller --batch"
      )
    }
    if batch < leastExamples {
      return (
        nil,
        "compares the examples of a step, which takes \(leastExamples) of them: use -b \(leastExamples) or more"
      )
    }
    if let (what, isMet) = need, !isMet(bottleneck) {
      return (nil, "needs \(what): add --bottleneck \(Bottlenecks.words(where: isMet))")
    }
    switch self {
    case .bound(let bound):
      if bound.total * batch > Bound.mostInStep {
        return (
          nil,
          "makes \(bound.total * batch) draws in a step, at most \(Bound.mostInStep): use a smaller --batch"
        )
      }
      // The draws of all epochs are numbered through as epochs of their own.
      let most = NoiseKey.lastEpoch / bound.total
      return epochs <= most
        ? nil
        : (
          "--epochs",
          "\(epochs) times the \(bound.total) draws of --objective \(self) are more than random numbers "
            + "can be told apart by: use at most -e \(most), or fewer draws"
        )
    case .covariance where bottleneck.width > CovariancePenalty.mostDimensions:
      return (nil, "takes at most \(CovariancePenalty.mostDimensions) dimensions of z")
    case .capacities(_, _, let nats, _):
      guard case .joint(_, let shape) = bottleneck else { return nil }
      // The KL of a variable is greatest where it always has one category.
      let most = Double(shape.variables) * log(Double(shape.categories))
      // Rounded down, so that the number in the message is not refused.
      return nats <= most
        ? nil
        : (
          nil,
          "takes at most \((most * 1e4).rounded(.down) / 1e4) nats for the categories: "
            + "variables times log categories"
        )
    default: return nil
    }
  }

  private var need: (what: String, isMet: (Bottleneck) -> Bool)? {
    switch self {
    case .elbo: nil
    case .capacity: ("a KL", { $0.hasDivergence })
    case .capacities: ("numbers and categories", { $0.isMixed })
    case .sliced: ("numbers for z", { $0.canFollowNormal })
    case .discrepancy(let penalty) where penalty.alpha == nil:
      ("numbers for z", { $0.canFollowNormal })
    case .bound, .correlation, .factor, .covariance, .discrepancy:
      ("a normal posterior", { $0.isNormal })
    }
  }
}
