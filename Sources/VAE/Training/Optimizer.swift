/// How a step is made of the gradient.
package enum Optimizer: Sendable, Equatable {
  /// Kingma & Ba 2015.
  case adam
  /// Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019, algorithm 2).
  case adamW(decay: Double)
  /// Gradient descent with momentum: v ← momentum · v + gradient + decay · w, w ← w − rate · v.
  case sgd(momentum: Double, decay: Double)

  /// What the command line expects.
  package static let syntax = "adam, adamw[:DECAY] or sgd[:MOMENTUM[,DECAY]]"

  var hasSecondMoment: Bool {
    if case .sgd = self { false } else { true }
  }
}

extension Optimizer: LosslessStringConvertible {
  package init?(_ text: String) {
    guard let words = NamedNumbers(text), words.numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    let numbers = words.numbers
    switch (words.name, numbers.count) {
    case ("adam", 0): self = .adam
    case ("adamw", 0...1): self = .adamW(decay: numbers.first ?? 0.01)
    case ("sgd", 0...2):
      guard (numbers.first ?? 0.9) < 1 else { return nil }
      self = .sgd(momentum: numbers.first ?? 0.9, decay: numbers.count > 1 ? numbers[1] : 0)
    default: return nil
    }
  }

  package var description: String {
    switch self {
    case .adam: "adam"
    case .adamW(let decay): NamedNumbers("adamw", [decay]).text
    case .sgd(let momentum, let decay): NamedNumbers("sgd", [momentum, decay]).text
    }
  }
}
