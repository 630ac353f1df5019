import Found
import Kernels
import Networks
import TensorIO
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

/// A likelihood in a model file: its word in `@likelihood`, and its numbers.
extension Likelihood {
  var tensors: [Tensor] { [Tensor("@likelihood", text: family.name)] + numbers }

  private var numbers: [Tensor] {
    switch family.takes {
    case .nothing: []
    case .sharpness: sharpness.map { [Tensor("@sharpness", scalar: Double($0))] } ?? []
    case .spread(let field, _):
      switch spread {
      case .fixed(let value): [Tensor(field, scalar: Double(value))]
      case .shared: [Tensor("@spread", text: "learned")]
      case .perPixel: [Tensor("@spread", text: "pixel")]
      case nil: []
      }
    }
  }

  /// - Throws: `VAEError`, where a field is missing or not what it should be.
  init(_ fields: Fields) throws {
    let name = try fields.text("@likelihood")
    guard let family = Self.family(name) else {
      let words = Self.families.map { $0.name }.joined(separator: ", ")
      throw VAEError("'@likelihood' is \(quoted(name)), expected \(words): a newer model?")
    }
    func positive(_ field: String) throws -> Float {
      let value = try fields.number(field)
      guard value > 0, Float(value).isNormal else {
        throw VAEError("'\(field)' is \(value), expected a number greater than 0")
      }
      return Float(value)
    }
    switch family.takes {
    case .nothing: self.init(family)
    case .sharpness: self.init(family, sharpness: try positive("@sharpness"))
    case .spread(let field, _):
      guard fields.has("@spread") else {
        self.init(family, spread: .fixed(try positive(field)))
        return
      }
      switch try fields.text("@spread") {
      case "learned": self.init(family, spread: .shared)
      case "pixel": self.init(family, spread: .perPixel)
      case let word: throw VAEError("'@spread' is \(quoted(word)), expected learned or pixel")
      }
    }
  }
}
