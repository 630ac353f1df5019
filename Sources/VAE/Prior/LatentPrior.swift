/// The prior p(z) of a normal bottleneck.
package enum LatentPrior: Sendable, Equatable {
  /// N(0, I).
  case normal
  /// The mean of the posteriors of so many learned pseudo-inputs (Tomczak & Welling 2018, equation 9).
  case vamp(components: Int)
  /// Latents above z: p(z) = ∫ p(z|u) p(u) du (Burda et al. 2016, section 2).
  case hierarchy(Hierarchy)

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

  /// The word of the command line and of model files.
  package var name: String {
    switch self {
    case .normal: "normal"
    case .vamp: "vamp"
    case .hierarchy: "hierarchy"
    }
  }
}

extension LatentPrior: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax = "normal, vamp[:K] or hierarchy:HIDDEN,LATENT[,LATENT...]"

  /// The pseudo-inputs of the paper's experiments, where none are asked for.
  private static let standardComponents = 500
  /// What a width may be.
  static let widths = 1...65_536

  package init?(_ text: String) {
    guard let word = NamedNumbers(text) else { return nil }
    let numbers = word.numbers.compactMap { Int(exactly: $0) }
    guard numbers.count == word.numbers.count,
      numbers.allSatisfy(LatentPrior.widths.contains)
    else { return nil }
    switch (word.name, numbers.count) {
    case ("normal", 0): self = .normal
    case ("vamp", 0): self = .vamp(components: LatentPrior.standardComponents)
    case ("vamp", 1): self = .vamp(components: numbers[0])
    case ("hierarchy", 2...Hierarchy.mostLevels + 1):
      self = .hierarchy(Hierarchy(hidden: numbers[0], levels: Array(numbers.dropFirst())))
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .normal: name
    case .vamp(let components): NamedNumbers(name, [Double(components)]).text
    case .hierarchy(let shape):
      NamedNumbers(name, ([shape.hidden] + shape.levels).map(Double.init)).text
    }
  }
}
