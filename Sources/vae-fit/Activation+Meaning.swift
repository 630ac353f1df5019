import Kernels

extension Activation {
  /// The words of `--activation`: those that may stand between layers.
  static let choices: [Activation] = [.tanh, .relu, .gelu, .silu, .softplus]

  /// A few words.
  var meaning: String {
    switch self {
    case .identity: "the number itself"
    case .sigmoid: "1 / (1 + exp(-a))"
    case .tanh: "hyperbolic tangent"
    case .relu: "a, or 0 where it is negative"
    case .gelu: "a times the normal distribution of a"
    case .silu: "a times its sigmoid"
    case .softplus: "log(1 + exp(a))"
    }
  }

  /// Authors, year and where to find it.
  var paper: String? {
    switch self {
    case .gelu: "Hendrycks & Gimpel 2016, arXiv 1606.08415"
    case .silu: "Elfwing et al. 2018, arXiv 1702.03118"
    case .identity, .sigmoid, .tanh, .relu, .softplus: nil
    }
  }
}
