import Kernels

/// One step of a network: a map of each example's numbers, then an activation.
package protocol Layer: AnyObject, Sendable {
  /// Numbers that come in, for each example.
  var inputs: Int { get }
  /// Numbers that go out.
  var outputs: Int { get }
  /// What the output has been through.
  var activation: Activation { get }

  /// What training steps, in the order of the model file.
  ///
  /// - Parameter name: of the layer.
  func groups(_ name: String) -> [NamedGroup]

  /// The memory for batches that go through the layer.
  ///
  /// - Parameters:
  ///   - columns: the most examples at a time.
  ///   - training: whether there will be a way back.
  func pass(columns: Int, training: Bool) -> any LayerPass
}

/// The way of a batch through one layer and back, with the memory that it takes.
package protocol LayerPass: AnyObject {
  /// `output = activation(map(input))`.
  ///
  /// - Parameters:
  ///   - input: `[inputs, batch]`.
  ///   - output: `[outputs, batch]`.
  ///   - activation: the layer's own, or another in its place.
  ///   - slopes: where the activation's slope is kept, `[outputs, batch]`, if its output does not tell
  ///     it.
  func forward(
    _ input: Panels, output: Panels, activation: Activation, slopes: Panels?, engine: Engine)

  /// The gradient on the input, before the activation that made it: the layer multiplies by that slope itself, while
  /// the numbers are in the cache.
  ///
  /// - Parameters:
  ///   - input: that of the last `forward`.
  ///   - gradient: on the output before the layer's activation, `[outputs, batch]`, zero beyond the batch.
  ///   - kept: what the layer before kept of its activation: its output, or its slopes.
  ///   - inputGradient: `[inputs, batch]`; nil where none is wanted but for the layer's own parameters.
  ///   - activation: that of the layer before.
  func backward(
    _ input: Panels, gradient: Panels, kept: Panels, inputGradient: Panels?,
    activation: Activation, engine: Engine)

  /// What is to be transposed after `backward`, before `factors` are of use.
  func transpositions(_ input: Panels, gradient: Panels) -> [Engine.Transposition]

  /// The factors of the gradients of each of the layer's groups, in their order.
  func factors(_ input: Panels, gradient: Panels) -> [Trace.Factors]
}

extension LayerPass {
  func transpositions(_ input: Panels, gradient: Panels) -> [Engine.Transposition] { [] }
}
