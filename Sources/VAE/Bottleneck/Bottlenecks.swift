import LaneTypes

/// The table of bottlenecks.
package enum Bottlenecks {
  /// That which is taken where none is asked for.
  package static let standard = BottleneckChoice("gaussian", [.freeBits]) {
    .gaussian(size: $0.latent)
  }

  fileprivate static let all: [Word<BottleneckChoice>] = [
    Word("none", "z is what the encoder gives; no prior") { _ in
      BottleneckChoice("none", [.sparsity]) {
        .none(size: $0.latent, activation: $0.sparsity?.activation ?? .identity)
      }
    },
    Word(
      "gaussian", "normal numbers with the prior N(0, I)",
      "Kingma & Welling 2014, arXiv 1312.6114"
    ) { _ in standard },
    Word(
      "categorical", "categorical variables with a uniform prior",
      "Jang et al. 2017, arXiv 1611.01144"
    ) { _ in BottleneckChoice("categorical", categories) { .categorical($0.shape($0.latent)) } },
    Word(
      "joint", "normal numbers and, after them, categorical variables",
      "Dupont 2018, arXiv 1804.00104"
    ) { _ in
      BottleneckChoice("joint", categories.union([.freeBits, .variables])) {
        .joint(size: $0.latent, $0.shape($0.variables))
      }
    },
    Word(
      "vq", "each variable the nearest vector of a codebook",
      "van den Oord et al. 2017, arXiv 1711.00937"
    ) { _ in
      BottleneckChoice("vq", [.codes, .codeSize]) {
        .quantized(.init(variables: $0.latent, codes: $0.codes, size: $0.codeSize))
      }
    },
  ]

  private static let categories: Set<BottleneckOption> = [
    .categories, .straightThrough, .temperature,
  ]

  /// The words of those that read an option, for a message: `categorical or joint`.
  package static func words(reading option: BottleneckOption) -> String {
    list { $0.reads(option) }
  }

  /// The words of those with a property, for a message: `gaussian or none`.
  package static func words(where isWanted: (Bottleneck) -> Bool) -> String {
    list { isWanted($0.bottleneck(BottleneckOptions())) }
  }

  /// The standard one first.
  private static func list(_ isWanted: (BottleneckChoice) -> Bool) -> String {
    let words = all.compactMap { $0.make([]) }.filter(isWanted).map(\.description)
    let first = words.filter { $0 == standard.description }
    let sorted = first + words.filter { $0 != standard.description }
    guard let last = sorted.last, sorted.count > 1 else { return sorted.joined() }
    return sorted.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// What `--bottleneck` names.
package struct BottleneckChoice: Worded, Equatable {
  package static var words: [Word<BottleneckChoice>] { Bottlenecks.all }

  package let description: String
  private let options: Set<BottleneckOption>
  private let make: @Sendable (BottleneckOptions) -> Bottleneck

  fileprivate init(
    _ description: String, _ options: Set<BottleneckOption>,
    make: @escaping @Sendable (BottleneckOptions) -> Bottleneck
  ) {
    (self.description, self.options, self.make) = (description, options, make)
  }

  package func bottleneck(_ options: BottleneckOptions) -> Bottleneck { make(options) }

  package func reads(_ option: BottleneckOption) -> Bool { options.contains(option) }

  package static func == (a: Self, b: Self) -> Bool { a.description == b.description }
}

/// What other options say of a bottleneck.
package struct BottleneckOptions: Sendable, Equatable {
  package var latent = 20
  package var variables = 1
  package var categories = 10
  package var straightThrough = false
  package var codes = 256
  package var codeSize = 16
  package var sparsity: Sparsity?

  package init() {}

  fileprivate func shape(_ variables: Int) -> Bottleneck.Categories {
    .init(variables: variables, categories: categories, straightThrough: straightThrough)
  }
}

/// The options that belong to some bottlenecks only, by their words.
package enum BottleneckOption: String, Sendable {
  case variables, categories, temperature, codes, sparsity
  case straightThrough = "straight-through"
  case codeSize = "code-size"
  case freeBits = "free-bits"
}

/// What is asked of bottlenecks.
extension Bottleneck {
  /// Whether z has a normal posterior and nothing beside it.
  package var isNormal: Bool { normalSize == width }
  /// Whether z has normal numbers and categories side by side, each with a part of the regulariser.
  package var isMixed: Bool { normalSize != nil && discreteVariables != nil }
  /// Whether its regulariser is the KL from the prior.
  package var hasDivergence: Bool { regulariser == "kl" }
  /// Whether z can be any numbers, so that an objective may draw it to N(0, I).
  package var canFollowNormal: Bool { discreteVariables == nil }
  /// The discrete variables; nil where there are none.
  package var discreteVariables: Int? { variables }
  private var codebook: Codebook? { if case .quantized(let shape) = self { shape } else { nil } }
  /// The weight of the regulariser where none is asked for. That of a commitment is the paper's (van den Oord et
  /// al. 2017, section 3.2).
  package var standardBeta: Double { codebook == nil ? 1 : 0.25 }
  /// Why training cannot start from another model's weights; nil where it can.
  package var startFault: String? {
    codebook.map { _ in "does not go with \(name), whose codebook begins at the data" }
  }
  /// The channels of z where each position of the encoder's last image can be a variable; else nil.
  package var positionChannels: Int? { codebook?.size }
  /// The same with a variable for each of so many positions.
  package func with(positions: Int) -> Bottleneck {
    guard var shape = codebook else { return self }
    shape.variables = positions
    return .quantized(shape)
  }
}
