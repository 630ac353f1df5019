/// The prior p(z) of a normal bottleneck.
package enum LatentPrior: Sendable, Equatable {
  /// N(0, I).
  case normal
  /// The mean of the posteriors of so many learned pseudo-inputs (Tomczak & Welling 2018, equation 9).
  case vamp(components: Int)
  /// Latents above z: p(z) = ∫ p(z|u) p(u) du (Burda et al. 2016, section 2).
  case hierarchy(Hierarchy)
  /// N(0, I) seen through a flow from z (Dinh et al. 2017).
  case flow(Flow.Shape)

  package struct Hierarchy: Sendable, Equatable {
    /// The width of the one hidden layer of each of its networks.
    package var hidden: Int
    /// The dimensions of the levels above z, upwards; the last is N(0, I).
    package var levels: [Int]

    package init(hidden: Int, levels: [Int]) { (self.hidden, self.levels) = (hidden, levels) }

    /// The most levels above z.
    static let mostLevels = 8
  }

  /// The most densities of a draw under a component that a step may have: two matrices of 512 MiB.
  package static let mostDensities = 1 << 27

  /// The metadata with its name in a model.
  static let field = "@latent-prior"
  /// The word in `@bottleneck` of a normal posterior with a prior that is learned: a reader that knows no
  /// such priors must refuse the model, not draw from N(0, I).
  static var bottleneckWord: String { "gaussian-prior" }

  /// The word of the command line and of model files.
  package var name: String {
    switch self {
    case .normal: "normal"
    case .vamp: "vamp"
    case .hierarchy: "hierarchy"
    case .flow: "flow"
    }
  }
}

extension LatentPrior: Worded {
  package static let words: [Word<LatentPrior>] = [
    Word("normal", "N(0, I)", "Kingma & Welling 2014, arXiv 1312.6114") { _ in .normal },
    Word(
      "vamp[:K]", "the mean of the posteriors of K learned pseudo-inputs, 500 unless given",
      "Tomczak & Welling 2018, arXiv 1705.07120"
    ) {
      let components = $0.first.map { Int(exactly: $0) } ?? standardComponents
      guard let components, widths.contains(components) else { return nil }
      return .vamp(components: components)
    },
    Word(
      "hierarchy:HIDDEN,LATENT[,LATENT...]",
      "levels of these dimensions above z, networks with one hidden layer between",
      "Burda et al. 2016, arXiv 1509.00519"
    ) {
      let numbers = $0.compactMap { Int(exactly: $0) }
      guard numbers.count == $0.count, numbers.count <= Hierarchy.mostLevels + 1,
        numbers.allSatisfy(widths.contains)
      else { return nil }
      return .hierarchy(Hierarchy(hidden: numbers[0], levels: Array(numbers.dropFirst())))
    },
    Word(
      "flow:COUPLINGS,HIDDEN", "N(0, I) through affine couplings, networks with one hidden layer",
      "Dinh et al. 2017, arXiv 1605.08803"
    ) {
      let numbers = $0.compactMap { Int(exactly: $0) }
      guard numbers.count == 2, (1...Flow.Shape.mostCouplings).contains(numbers[0]),
        widths.contains(numbers[1])
      else { return nil }
      return .flow(Flow.Shape(couplings: numbers[0], hidden: numbers[1]))
    },
  ]

  /// The pseudo-inputs of the paper's experiments, where none are asked for.
  private static let standardComponents = 500
  /// What a width may be.
  static let widths = 1...65_536

  package var description: String {
    switch self {
    case .normal: name
    case .vamp(let components): NamedNumbers(name, [Double(components)]).text
    case .flow(let shape):
      NamedNumbers(name, [Double(shape.couplings), Double(shape.hidden)]).text
    case .hierarchy(let shape):
      NamedNumbers(name, ([shape.hidden] + shape.levels).map(Double.init)).text
    }
  }
}
