import Kernels
import Words

extension Activation {
  /// The words of the command line and of model files.
  package var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .tanh: "tanh"
    case .softplus: "softplus"
    case .sigmoid: "sigmoid"
    case .gelu: "gelu"
    case .silu: "silu"
    case .leakyReLU: "leaky-relu"
    }
  }

  package init?(name: String) {
    guard let activation = Activation.allCases.first(where: { $0.name == name }) else { return nil }
    self = activation
  }
}

/// Those that may stand between layers.
extension Activation: Worded {
  /// The table.
  package static let words: [Word<Activation>] = [
    Word("tanh", "hyperbolic tangent") { _ in .tanh },
    Word("relu", "a, or 0 where it is negative") { _ in .relu },
    Word("leaky-relu", "a, or a/100 where it is negative", "Maas et al. 2013, ICML workshop") {
      _ in .leakyReLU
    },
    Word(
      "gelu", "a times the normal distribution of a", "Hendrycks & Gimpel 2016, arXiv 1606.08415"
    ) {
      _ in .gelu
    },
    Word("silu", "a times its sigmoid", "Elfwing et al. 2018, arXiv 1702.03118") { _ in .silu },
    Word("softplus", "log(1 + exp(a))") { _ in .softplus },
  ]

  package var description: String { name }
}
