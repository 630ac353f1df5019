extension CodeObjective: LosslessStringConvertible {
  /// What the command line expects.
  package static let syntax =
    "elbo, capacity:WEIGHT,NATS,EPOCHS, capacities:WEIGHT,NATS,CATEGORY-NATS,EPOCHS, tc:BETA, "
    + "factor:GAMMA[,WIDTH,LAYERS], dip1:OFF,DIAGONAL, dip2:OFF,DIAGONAL, wae-rbf:WEIGHT, "
    + "wae-imq:WEIGHT, swae:WEIGHT,DIRECTIONS, info-rbf:ALPHA,LAMBDA or info-imq:ALPHA,LAMBDA"

  package init?(_ text: String) {
    guard let words = NamedNumbers(text) else { return nil }
    let numbers = words.numbers
    switch (words.name, numbers.count) {
    case ("elbo", 0): self = .elbo
    case ("capacity", 3):
      guard numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      self = .capacity(weight: numbers[0], nats: numbers[1], epochs: numbers[2])
    case ("capacities", 4):
      guard numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      self = .capacities(
        weight: numbers[0], nats: numbers[1], categoryNats: numbers[2], epochs: numbers[3])
    case ("factor", 1), ("factor", 3):
      var penalty = FactorPenalty(weight: numbers[0])
      if numbers.count == 3 {
        guard let width = Int(exactly: numbers[1]), let layers = Int(exactly: numbers[2]),
          (1...4096).contains(width), (1...16).contains(layers)
        else { return nil }
        (penalty.width, penalty.layers) = (width, layers)
      }
      guard penalty.weight >= 0 else { return nil }
      self = .factor(penalty)
    case ("tc", 1):
      guard numbers[0] >= 0 else { return nil }
      self = .correlation(CorrelationPenalty(weight: numbers[0] - 1))
    case ("swae", 2):
      guard numbers[0] > 0, let directions = Int(exactly: numbers[1]),
        (1...4096).contains(directions)
      else { return nil }
      self = .sliced(SlicedPenalty(weight: numbers[0], directions: directions))
    case ("dip1", 2), ("dip2", 2):
      guard numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      self = .covariance(
        CovariancePenalty(
          of: words.name == "dip1" ? .means : .draws, offDiagonal: numbers[0],
          diagonal: numbers[1]))
    case ("wae-rbf", 1), ("wae-imq", 1):
      guard numbers[0] > 0 else { return nil }
      self = .discrepancy(
        DiscrepancyPenalty(
          words.name == "wae-rbf" ? .gaussian : .inverseMultiquadratic, weight: numbers[0],
          alpha: nil))
    case ("info-rbf", 2), ("info-imq", 2):
      guard numbers[0] <= 1, numbers[0] + numbers[1] >= 1 else { return nil }
      self = .discrepancy(
        DiscrepancyPenalty(
          words.name == "info-rbf" ? .gaussian : .inverseMultiquadratic,
          weight: numbers[0] + numbers[1] - 1, alpha: numbers[0]))
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .elbo: "elbo"
    case .capacity(let weight, let nats, let epochs):
      NamedNumbers("capacity", [weight, nats, epochs]).text
    case .capacities(let weight, let nats, let categoryNats, let epochs):
      NamedNumbers("capacities", [weight, nats, categoryNats, epochs]).text
    case .factor(let penalty):
      NamedNumbers(
        "factor", [penalty.weight, Double(penalty.width), Double(penalty.layers)]
      ).text
    case .correlation(let penalty): NamedNumbers("tc", [penalty.weight + 1]).text
    case .sliced(let penalty):
      NamedNumbers("swae", [penalty.weight, Double(penalty.directions)]).text
    case .covariance(let penalty):
      NamedNumbers(
        penalty.source == .means ? "dip1" : "dip2", [penalty.offDiagonal, penalty.diagonal]
      ).text
    case .discrepancy(let penalty):
      if let alpha = penalty.alpha {
        NamedNumbers("info-\(penalty.kernel.rawValue)", [alpha, penalty.weight + 1 - alpha]).text
      } else {
        NamedNumbers("wae-\(penalty.kernel.rawValue)", [penalty.weight]).text
      }
    }
  }
}
