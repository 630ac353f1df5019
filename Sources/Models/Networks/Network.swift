import Kernels

/// What encoder and decoder are made of. The decoder mirrors the encoder.
package struct Network: Sendable, Equatable {
  package var kind: Kind
  /// The widths of the encoder's dense hidden layers, in order.
  package var hidden: [Int]
  package var activation: Activation

  package enum Kind: Sendable, Equatable {
    /// Dense layers only.
    case mlp
    /// Convolutions first: one layer for each number of filters, with square kernels and one stride.
    case convolutional(filters: [Int], kernel: Int = standardKernel, stride: Int = standardStride)
    /// Residual blocks first, of two convolutions each: as many filters, kernel and stride as of convolutions.
    case residual(filters: [Int], kernel: Int = standardKernel, stride: Int = standardStride)

    /// Filters, kernel and stride; nil where there are no convolutions.
    package var convolutions: (filters: [Int], kernel: Int, stride: Int)? {
      switch self {
      case .mlp: nil
      case .convolutional(let filters, let kernel, let stride),
        .residual(let filters, let kernel, let stride):
        (filters, kernel, stride)
      }
    }
  }

  /// Of convolutions.
  package static let (standardKernel, standardStride) = (3, 2)

  /// Whether there are convolutions.
  package var isConvolutional: Bool { kind.convolutions != nil }

  package init(_ kind: Kind = .mlp, hidden: [Int], activation: Activation) {
    (self.kind, self.hidden, self.activation) = (kind, hidden, activation)
  }
}
