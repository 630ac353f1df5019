/// How a step is made of the gradient.
package enum Optimizer: Sendable, Equatable {
  /// Kingma & Ba 2015.
  case adam
  /// Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019, algorithm 2).
  case adamW(decay: Double)
  /// Gradient descent with momentum: v ← momentum · v + gradient + decay · w, w ← w − rate · v.
  case sgd(momentum: Double, decay: Double)

  var hasSecondMoment: Bool {
    if case .sgd = self { false } else { true }
  }
}

extension Optimizer: Worded {
  package static let words: [Word<Optimizer>] = [
    Word(
      "adam", "steps by moving means of gradients and squares", "Kingma & Ba 2015, arXiv 1412.6980"
    ) { _ in .adam },
    Word(
      "adamw[:DECAY]", "adam with weight decay apart from the gradient, 0.01 unless given",
      "Loshchilov & Hutter 2019, arXiv 1711.05101"
    ) {
      let decay = $0.first ?? 0.01
      return decay >= 0 ? .adamW(decay: decay) : nil
    },
    Word(
      "sgd[:MOMENTUM[,DECAY]]", "gradient descent with momentum, 0.9 unless given, and decay"
    ) {
      let (momentum, decay) = ($0.first ?? 0.9, $0.count > 1 ? $0[1] : 0)
      guard (0..<1).contains(momentum), decay >= 0 else { return nil }
      return .sgd(momentum: momentum, decay: decay)
    },
  ]

  package var description: String {
    switch self {
    case .adam: "adam"
    case .adamW(let decay): NamedNumbers("adamw", [decay]).text
    case .sgd(let momentum, let decay): NamedNumbers("sgd", [momentum, decay]).text
    }
  }
}
