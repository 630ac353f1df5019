import Kernels

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
    }
  }

  package init?(name: String) {
    guard let activation = Activation.allCases.first(where: { $0.name == name }) else { return nil }
    self = activation
  }
}
