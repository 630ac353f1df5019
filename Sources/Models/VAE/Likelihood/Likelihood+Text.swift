import Kernels
import Words

extension LikelihoodFamily {
  /// The name and what may follow it: `laplace[:NUMBER|learned|pixel]`.
  package static var form: String {
    switch takes {
    case .nothing: name
    case .spread: "\(name)[:NUMBER|learned|pixel]"
    case .sharpness: "\(name)[:NUMBER]"
    }
  }
}

extension Likelihood: CustomStringConvertible {
  /// The word and its numbers, as the command line has them.
  package var description: String {
    switch spread {
    case .fixed(let value): "\(family.name):\(value)"
    case .shared: "\(family.name):learned"
    case .perPixel: "\(family.name):pixel"
    case nil: family.name + (sharpness.map { ":\($0)" } ?? "")
    }
  }
}

extension Likelihood {
  /// What the command line expects.
  package static var syntax: String {
    let forms = families.map { $0.form }
    return forms.dropLast().joined(separator: ", ") + " or " + forms[forms.count - 1]
  }

  /// A likelihood from a word of the command line: `gaussian:0.5`, `laplace:learned`.
  package static func parse(_ text: String) -> Likelihood? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let family = family(parts[0]) else { return nil }
    let word = parts.count > 1 ? String(parts[1]) : nil
    func fixed() -> Spread? { number(text).map(Spread.fixed) }
    switch (family.takes, word) {
    case (.nothing, nil): return Likelihood(family)
    case (.nothing, _): return nil
    case (.spread(_, let standard), nil): return Likelihood(family, spread: standard)
    case (.spread, "learned"): return Likelihood(family, spread: .shared)
    case (.spread, "pixel"): return Likelihood(family, spread: .perPixel)
    case (.spread, _): return fixed().map { Likelihood(family, spread: $0) }
    case (.sharpness(let standard), nil): return Likelihood(family, sharpness: standard)
    case (.sharpness, _): return number(text).map { Likelihood(family, sharpness: $0) }
    }
  }

  /// The one number after the colon, a normal one greater than 0.
  private static func number(_ text: String) -> Float? {
    guard let numbers = NamedNumbers(text)?.numbers, numbers.count == 1, numbers[0] > 0,
      Float(numbers[0]).isNormal
    else { return nil }
    return Float(numbers[0])
  }
}
