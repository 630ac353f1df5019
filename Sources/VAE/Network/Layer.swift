import Kernels

/// One step of a network: an affine map of some kind, then an activation.
package protocol Layer: LearnedWeights {
  /// Whether the weight gradient takes the layer's input transposed, `[batch, inputs]`.
  var wantsTransposedInput: Bool { get }

  /// `output = activation(weights · input + bias)`.
  ///
  /// - Parameters:
  ///   - input: `[inputs, batch]`.
  ///   - output: `[outputs, batch]`.
  ///   - activation: the layer's own, or another in its place.
  ///   - slopes: where the activation's slope is kept, `[outputs, batch]`, if its output does not tell
  ///     it.
  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine)

  /// The gradient on the input, before the activation that made it.
  ///
  /// - Parameters:
  ///   - gradient: `[outputs, batch]`, zero beyond the batch.
  ///   - kept: what the layer before kept of its activation: its output, or its slopes.
  ///   - inputGradient: `[inputs, batch]`.
  ///   - activation: that of the layer before.
  func backward(
    _ gradient: Panels, kept: Panels, inputGradient: Panels, activation: Activation, engine: Engine)
}
