/// The function between one layer and the next.
package enum Activation: UInt8, CaseIterable, Sendable {
  /// The affine map itself.
  case identity
  case relu
  case tanh
  /// log(1 + exp(x)).
  case softplus
  case sigmoid
  /// x·Φ(x), Φ the standard normal distribution (Hendrycks & Gimpel 2016). The definition itself, not
  /// its approximation by tanh: it costs no more, and other programs mean it by the word.
  case gelu
  /// x·sigmoid(x) (Elfwing et al. 2018).
  case silu
  /// x, or x/100 where it is negative (Maas et al. 2013).
  case leakyReLU

  /// Whether the slope cannot be told from the output, so that the forward pass keeps it beside the
  /// output: two inputs share an output where a function is not monotonic.
  @inlinable package var keepsSlope: Bool {
    switch self {
    case .gelu, .silu: true
    case .identity, .relu, .leakyReLU, .tanh, .softplus, .sigmoid: false
    }
  }
}
