import Kernels
import Networks

/// The way of a batch through a bottleneck, and back. One object, made once for batches of up to a
/// number of examples; it keeps what the way back needs.
package protocol BottleneckPass: AnyObject {
  /// z from the encoder's output.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[encoderOutputs, batch]`.
  ///   - z: `[width, batch]`.
  ///   - noise: of a draw; without it z is the posterior's mean, or its one value.
  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode)

  /// The terms of the regulariser of the last batch, each its sum over the examples in nats: of a mixed bottleneck
  /// that of the numbers and that of the categories, of others one.
  func terms(count: Int) -> [Double]

  /// The gradient on the encoder's output, zero beyond the batch.
  ///
  /// - Parameters:
  ///   - zGradient: `[width, batch]`; it may be changed.
  ///   - weights: what each term of the regulariser is multiplied by in the loss, over the number of examples.
  ///   - gradient: `[encoderOutputs, batch]`.
  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels)

  /// Begins to count what `usage` tells.
  func beginEpoch()
  /// Counts the last batch.
  func count(_ parameters: Panels, z: Panels)
  /// How much of the bottleneck the examples since `beginEpoch` used.
  func usage(examples: Int) -> CodeUsage
  /// Moves what is learned without a gradient, after the last `forward`.
  func learn(_ parameters: Panels, noise: Noise)
  /// What it remembers from batch to batch, to be kept and put back.
  var state: [StateEntry] { get }
  /// Its posterior; nil where there is none, as in an autoencoder.
  var posterior: (any PosteriorPass)? { get }
}

extension BottleneckPass {
  func learn(_ parameters: Panels, noise: Noise) {}
  var posterior: (any PosteriorPass)? { nil }
}

/// What a pass forward is for.
package enum PassMode: Sendable {
  /// A way back follows. What is discrete is relaxed with this temperature, where it can be.
  case training(temperature: Float)
  /// z as encoding, scoring and validation have it.
  case evaluation
}

/// A bottleneck with a posterior q(z|x) and a prior p(z), so that rows can be scored: all but that of
/// an autoencoder.
package protocol PosteriorPass: BottleneckPass {
  /// KL(q(z|x) ‖ p(z)) of each example of the last `forward`, in nats.
  func rowDivergences(_ z: Panels) -> [Float]

  /// Adds the KL of each dimension or variable, summed over the examples of the last `forward`, to `sums`.
  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double])

  /// One draw of z for each example, and log p(z) − log q(z|x) of it in nats.
  ///
  /// - Parameters:
  ///   - parameters: the encoder's output, `[encoderOutputs, batch]`.
  ///   - z: `[width, batch]`.
  ///   - logRatio: `[panels · 32]`.
  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer)

  /// What the discrete variables of the last batch are, `[batch, variables]`; nil where there are none.
  func codes(_ z: Panels) -> [Int32]?
}

extension PosteriorPass {
  package var posterior: (any PosteriorPass)? { self }
  func codes(_ z: Panels) -> [Int32]? { nil }
}
