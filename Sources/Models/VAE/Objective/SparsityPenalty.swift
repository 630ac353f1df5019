import Kernels
import Words

/// A penalty on codes that are not sparse.
package enum SparsityPenalty: Sendable, Equatable {
  /// weight · Σ |z|.
  case l1(weight: Double)
  /// weight · Σ KL(target ‖ mean of z over the batch), for codes in (0, 1) (Ng 2011, "Sparse
  /// autoencoder").
  case kl(target: Double, weight: Double)
}

extension SparsityPenalty: Worded {
  package static let words: [Word<SparsityPenalty>] = [
    Word("l1:WEIGHT", "WEIGHT times the sum of |z|") {
      $0[0] >= 0 ? .l1(weight: $0[0]) : nil
    },
    Word(
      "kl:TARGET,WEIGHT", "WEIGHT times the divergence of the mean of z, from 0 to 1, from TARGET",
      "Ng 2011, Sparse autoencoder"
    ) {
      guard $0[0] > 0, $0[0] < 1, $0[1] >= 0 else { return nil }
      return .kl(target: $0[0], weight: $0[1])
    },
  ]

  /// Of the codes: only those between 0 and 1 have a mean that can be compared with a probability.
  package var activation: Activation {
    switch self {
    case .l1: .identity
    case .kl: .sigmoid
    }
  }

  package static var syntax: String { forms + " with a target between 0 and 1" }

  package var description: String {
    switch self {
    case .l1(let weight): NamedNumbers("l1", [weight]).text
    case .kl(let target, let weight): NamedNumbers("kl", [target, weight]).text
    }
  }
}
