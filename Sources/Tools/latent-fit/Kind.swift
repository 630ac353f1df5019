import Found

/// What is fitted, as the first operand says it.
enum Kind {
  /// A normal distribution.
  case gaussian
  /// Mixtures of so many, of which the best is kept.
  case mixtures([Int])
  /// The aggregate posterior.
  case aggregate

  static let syntax = "gaussian, gmm:K, gmm:K,K,... (K from 1 to 1000) or aggregate"

  /// Numbers of components that are believed.
  private static let counts = 1...1000

  init?(_ text: String) {
    switch text {
    case "gaussian": self = .gaussian
    case "aggregate": self = .aggregate
    default:
      guard text.hasPrefix("gmm:") else { return nil }
      let words = text.dropFirst(4).split(separator: ",", omittingEmptySubsequences: false)
      let counts = words.compactMap { Int(numeral: $0) }
      guard counts.count == words.count, counts.allSatisfy(Kind.counts.contains) else { return nil }
      self = .mixtures(counts)
    }
  }
}
