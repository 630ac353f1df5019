/// What an option, an objective or a prior asks of the bottleneck.
package struct BottleneckNeed: Sendable {
  /// What there must be, for messages: `a normal posterior`.
  package let what: String
  /// Whether the bottleneck has it.
  package let isMet: @Sendable (Bottleneck) -> Bool

  package static let codebook = BottleneckNeed("a codebook") { $0.hasCodebook }
  package static let categories = BottleneckNeed("categorical variables") { $0.hasCategories }
  package static let normalNumbers = BottleneckNeed("a normal posterior") { $0.normalSize != nil }
  /// Of all of z.
  package static let normalPosterior = BottleneckNeed("a normal posterior") { $0.isNormal }
  package static let divergence = BottleneckNeed("a KL") { $0.regulariser == "kl" }
  package static let plainCodes = BottleneckNeed("the codes of an autoencoder") {
    $0.regulariser == nil
  }
  package static let numbers = BottleneckNeed("numbers for z") {
    $0.isNormal || $0.regulariser == nil
  }
  package static let numbersAndCategories = BottleneckNeed("numbers and categories") {
    $0.normalSize != nil && $0.hasCategories
  }

  private init(_ what: String, _ isMet: @escaping @Sendable (Bottleneck) -> Bool) {
    (self.what, self.isMet) = (what, isMet)
  }

  /// The words of the bottlenecks that have it, the standard one first.
  package var words: [String] {
    let names = BottleneckChoice.words.compactMap { word -> String? in
      let choice = word.make(Array(repeating: 1, count: word.counts.lowerBound))
      return choice.flatMap { isMet($0.make(BottleneckSizes())) ? String(word.name) : nil }
    }
    let standard = BottleneckChoice.standard.description
    return names.filter { $0 == standard } + names.filter { $0 != standard }
  }
}

extension Bottleneck {
  /// Whether all of z has a normal posterior.
  package var isNormal: Bool { normalSize == width }
  /// Whether z has variables of a codebook.
  package var hasCodebook: Bool { if case .quantized = self { true } else { false } }
  /// Whether z has categorical variables.
  package var hasCategories: Bool { variables != nil && !hasCodebook }

  /// What its regulariser weighs where nothing else is asked for. That of a commitment is the paper's (van den
  /// Oord et al. 2017, section 3.2).
  package var standardWeight: Double { hasCodebook ? 0.25 : 1 }
}
