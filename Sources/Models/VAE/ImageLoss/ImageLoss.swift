import Kernels

/// A loss that compares an example with the mean image of p(x|z), added to −log p(x|z) in training. Each
/// has a file of its own here.
package protocol ImageLoss: Sendable {
  /// The memory for batches of up to `size` examples.
  ///
  /// - Parameter training: whether gradients will be asked for.
  func pass(_ configuration: Configuration, size: Int, training: Bool, engine: Engine)
    -> any ImageLossPass
}

/// The way of a batch's mean images through a loss.
package protocol ImageLossPass: AnyObject {
  /// - Parameters:
  ///   - mean: E[x|z], `[features, batch]`.
  ///   - target: the examples, `[features, batch]`.
  ///   - gradient: where the gradient on the mean images is added, that of the loss's mean over the
  ///     examples, `[features, batch]`; zero beyond the batch.
  /// - Returns: the loss summed over the examples, its weight included.
  func run(_ mean: Panels, target: Panels, gradient: Panels?) -> Double
}
