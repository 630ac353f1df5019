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
