import LaneTypes

/// A word of `--bottleneck`: what a bottleneck is of, before its sizes are known.
package struct BottleneckChoice: Worded, Equatable {
  /// The word, and numbers where it has some.
  package let description: String
  /// The bottleneck of these sizes.
  package let make: @Sendable (BottleneckSizes) -> Bottleneck

  init(_ description: String, make: @escaping @Sendable (BottleneckSizes) -> Bottleneck) {
    (self.description, self.make) = (description, make)
  }

  package static func == (a: Self, b: Self) -> Bool { a.description == b.description }

  /// What is taken where nothing is asked for.
  package static let standard = gaussian

  private static let gaussian = BottleneckChoice("gaussian") { .gaussian(size: $0.latent) }

  /// The table.
  package static let words: [Word<BottleneckChoice>] = [
    Word("none", "z is what the encoder gives; no prior") { _ in
      BottleneckChoice("none") { .none(size: $0.latent, activation: $0.activation) }
    },
    Word(
      "gaussian", "normal numbers with the prior N(0, I)",
      "Kingma & Welling 2014, arXiv 1312.6114"
    ) { _ in gaussian },
    Word(
      "categorical", "categorical variables with a uniform prior",
      "Jang et al. 2017, arXiv 1611.01144"
    ) { _ in BottleneckChoice("categorical") { .categorical($0.categories(of: $0.latent)) } },
    Word(
      "joint", "normal numbers and, after them, categorical variables",
      "Dupont 2018, arXiv 1804.00104"
    ) { _ in
      BottleneckChoice("joint") { .joint(size: $0.latent, $0.categories(of: $0.variables)) }
    },
    Word(
      "vq", "each variable the nearest vector of a codebook",
      "van den Oord et al. 2017, arXiv 1711.00937"
    ) { _ in
      BottleneckChoice("vq") {
        .quantized(.init(variables: $0.latent, codes: $0.codes, size: $0.codeSize))
      }
    },
  ]
}

extension BottleneckChoice {
  /// What regularisers weigh where nothing else is asked for, for the help: `1, vq: 0.25`.
  package static var standardWeights: String {
    let weights = words.compactMap { word in
      word.make([]).map { (word.name, $0.make(BottleneckSizes()).standardWeight) }
    }
    return "1" + weights.filter { $0.1 != 1 }.map { ", \($0): \($1)" }.joined()
  }
}

/// The sizes that bottlenecks are made of; each takes those that it has.
package struct BottleneckSizes: Sendable, Equatable {
  /// Dimensions of z, or its variables where it has no dimensions.
  package var latent = 20
  /// Categorical variables beside dimensions.
  package var variables = 1
  /// Of each categorical variable.
  package var categories = 10
  package var straightThrough = false
  /// Vectors in a codebook.
  package var codes = 256
  /// Numbers in each.
  package var codeSize = 16
  /// Of codes that are what the encoder gives.
  package var activation = Activation.identity

  package init() {}

  fileprivate func categories(of variables: Int) -> Bottleneck.Categories {
    .init(variables: variables, categories: categories, straightThrough: straightThrough)
  }
}
