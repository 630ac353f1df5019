import Kernels

/// An objective that adds a figure of the codes of a batch to the loss.
package protocol Penalty: LatentObjective {
  /// Whether it is of how examples lie to each other. Else it is a mean of what each example has alone.
  var isOfPairs: Bool { get }

  /// The memory for batches of up to `size` examples.
  ///
  /// - Parameter discriminator: the one of the objective, which may be shared by several passes.
  func pass(
    _ bottleneck: any Bottleneck, size: Int, discriminator: Discriminator?, engine: Engine
  ) -> any PenaltyPass
}

extension Penalty {
  package var leastExamples: Int { 2 }
  package var penalty: (any Penalty)? { self }
  package var isOfPairs: Bool { true }

  /// The most examples in a step where all pairs of them are kept, or their order in many directions: 64 MiB.
  static var mostPairedExamples: Int { 4096 }

  /// What a batch of `count` examples counts in the mean over an epoch, a full one of `size` counting `size`.
  ///
  /// A figure of pairs counts by their number, n(n − 1). A discrepancy's estimates have no bias, and so has no
  /// mean of them whose weights do not depend on the codes. Their variance falls with the square of n where codes
  /// and prior agree, so that by these weights the mean varies least: two examples behind a full batch do not
  /// drown it. The other figures have a bias that falls with n, and are nearest to those of full batches so.
  package func weight(_ count: Int, of size: Int) -> Double {
    guard count >= leastExamples else { return 0 }
    return isOfPairs ? Double(count) * (Double(count - 1) / Double(size - 1)) : Double(count)
  }
}

/// The way of a batch's codes through a penalty.
package protocol PenaltyPass: AnyObject {
  /// The penalty of a batch in nats.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[parameters, batch]`.
  ///   - z: `[width, batch]`.
  ///   - examples: of the data set.
  func forward(_ parameters: Panels, z: Panels, noise: Noise, examples: Int) -> Double

  /// Adds the gradient of the last batch's penalty on z, zero beyond the batch.
  func addGradient(z: Panels, to gradient: Panels)

  /// Adds that on the encoder's output, where the penalty depends on it otherwise than through z.
  func addGradient(parameters: Panels, to gradient: Panels)

  /// Moves what the penalty itself learns of the last batch, after the model's step.
  func learn(z: Panels, noise: Noise)
}

extension PenaltyPass {
  package func addGradient(z: Panels, to gradient: Panels) {}
  package func addGradient(parameters: Panels, to gradient: Panels) {}
  package func learn(z: Panels, noise: Noise) {}
}
