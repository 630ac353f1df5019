import Glibc
import LaneTypes

/// Sums of the two terms of the negative ELBO over some examples, in nats.
package struct LossSums: Sendable {
  package var reconstruction = 0.0
  package var divergence = 0.0
  package var count = 0

  package static func += (sums: inout LossSums, other: LossSums) {
    sums.reconstruction += other.reconstruction
    sums.divergence += other.divergence
    sums.count += other.count
  }
}

extension Likelihood {
  /// The part of −log p(x|z) that no parameter moves, in nats per example.
  package func constant(features: Int) -> Double {
    switch self {
    case .bernoulli: 0
    case .gaussian(let variance): 0.5 * Double(features) * log(2 * Double.pi * Double(variance))
    }
  }
}
