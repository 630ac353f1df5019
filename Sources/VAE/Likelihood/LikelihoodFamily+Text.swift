import LaneTypes

extension LikelihoodFamily {
  /// The name and what may follow it: `laplace[:NUMBER|learned|pixel]`.
  package var form: String {
    switch takes {
    case .nothing: name
    case .spread: "\(name)[:NUMBER|learned|pixel]"
    case .sharpness: "\(name)[:NUMBER]"
    }
  }

  /// What numbers the data may be, and what to do about others.
  var dataExpectation: String {
    if dataRange == LikelihoodFamily.anyNumber { return "finite numbers" }
    let bounds = [dataRange.lowerBound, dataRange.upperBound].map {
      Int(exactly: $0).map(String.init) ?? "\($0)"
    }
    return "\(bounds[0]) to \(bounds[1]) for the \(name) likelihood: scale the data or use the "
      + "\(LikelihoodFamily.gaussian.name) one"
  }

  /// What the command line expects.
  package static var syntax: String {
    let forms = all.map(\.form)
    return forms.dropLast().joined(separator: ", ") + " or " + forms[forms.count - 1]
  }

  /// A likelihood from a word of the command line: `gaussian:0.5`, `laplace:learned`.
  package static func parse(_ text: String) -> Likelihood? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let family = LikelihoodFamily(name: String(parts[0])) else { return nil }
    let word = parts.count > 1 ? String(parts[1]) : nil
    switch (family.takes, word) {
    case (.nothing, nil): return family.member(.shared, 1)
    case (.nothing, _): return nil
    case (.spread(_, let standard), nil): return family.member(standard, 1)
    case (.spread, "learned"): return family.member(.shared, 1)
    case (.spread, "pixel"): return family.member(.perPixel, 1)
    case (.spread, _): return number(text).map { family.member(.fixed($0), 1) }
    case (.sharpness(let standard), nil): return family.member(.shared, standard)
    case (.sharpness, _): return number(text).map { family.member(.shared, $0) }
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
