/// A penalty on codes that are not sparse.
package enum Sparsity: Sendable, Equatable {
  /// weight · Σ |z|.
  case l1(weight: Double)
  /// weight · Σ KL(target ‖ mean of z over the batch), for codes in (0, 1) (Ng 2011, "Sparse
  /// autoencoder").
  case kl(target: Double, weight: Double)
}

extension Sparsity: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax = "l1:WEIGHT or kl:TARGET,WEIGHT with a target between 0 and 1"

  package init?(_ text: String) {
    guard let words = NamedNumbers(text), words.numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    let numbers = words.numbers
    switch (words.name, numbers.count) {
    case ("l1", 1): self = .l1(weight: numbers[0])
    case ("kl", 2):
      guard numbers[0] > 0, numbers[0] < 1 else { return nil }
      self = .kl(target: numbers[0], weight: numbers[1])
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .l1(let weight): NamedNumbers("l1", [weight]).text
    case .kl(let target, let weight): NamedNumbers("kl", [target, weight]).text
    }
  }
}
