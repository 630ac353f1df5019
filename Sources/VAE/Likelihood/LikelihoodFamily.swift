import LaneTypes

/// The table of likelihoods: what each is called and what it takes. The arithmetic of each is a file in
/// `Sources/Lanes/Likelihood`.
package enum LikelihoodFamily: String, CaseIterable, Sendable {
  case bernoulli
  case continuousBernoulli = "continuous-bernoulli"
  case gaussian
  case laplace
  case logCosh = "log-cosh"
  case discretisedLogistic = "discretised-logistic"

  package enum Takes: Sendable { case nothing, spread, sharpness }

  package var takes: Takes {
    switch self {
    case .bernoulli, .continuousBernoulli: .nothing
    case .gaussian, .laplace, .discretisedLogistic: .spread
    case .logCosh: .sharpness
    }
  }

  package func likelihood(_ spread: Spread, sharpness: Float) -> Likelihood {
    switch self {
    case .bernoulli: .bernoulli
    case .continuousBernoulli: .continuousBernoulli
    case .gaussian: .gaussian(spread)
    case .laplace: .laplace(spread)
    case .logCosh: .logCosh(sharpness: sharpness)
    case .discretisedLogistic: .discretisedLogistic(spread)
    }
  }

  /// The spread or sharpness unless asked otherwise: the gaussian's ½ makes its loss a plain sum of
  /// squares.
  private var standard: Float {
    switch self {
    case .gaussian: 0.5
    case .laplace: 1
    case .logCosh: 10
    case .bernoulli, .continuousBernoulli, .discretisedLogistic: 1
    }
  }

  /// All names, with commas between them.
  package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension LikelihoodFamily {
  /// What the command line expects.
  package static let syntax =
    "bernoulli, continuous-bernoulli, gaussian[:VARIANCE|learned|pixel], "
    + "laplace[:SCALE|learned|pixel], log-cosh[:A] or discretised-logistic[:SCALE|learned|pixel]"

  /// A likelihood from a word of the command line: `gaussian:0.5`, `laplace:learned`.
  package static func parse(_ text: String) -> Likelihood? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let family = LikelihoodFamily(rawValue: String(parts[0])) else { return nil }
    if parts.count == 1 {
      // A logistic of a fixed scale fits few data, so that one learns.
      return family.likelihood(
        family == .discretisedLogistic ? .shared : .fixed(family.standard),
        sharpness: family.standard)
    }
    let word = String(parts[1])
    if family.takes == .spread, word == "learned" {
      return family.likelihood(.shared, sharpness: 1)
    }
    if family.takes == .spread, word == "pixel" {
      return family.likelihood(.perPixel, sharpness: 1)
    }
    guard family.takes != .nothing, let numbers = NamedNumbers(text)?.numbers, numbers.count == 1,
      numbers[0] > 0, Float(numbers[0]).isNormal
    else { return nil }
    return family.likelihood(.fixed(Float(numbers[0])), sharpness: Float(numbers[0]))
  }
}
