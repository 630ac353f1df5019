/// The function between one dense layer and the next.
package enum Activation: UInt8, CaseIterable, Sendable {
  /// The affine map itself.
  case identity
  case relu
  case tanh
  /// log(1 + exp(x)).
  case softplus
  case sigmoid
}
