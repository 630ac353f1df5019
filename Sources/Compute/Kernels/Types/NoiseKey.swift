/// Which random numbers: those of a seed, for one purpose, in one epoch.
///
/// Together with a row and a position in the row this is the whole argument of the generator, so
/// that a draw never depends on who makes it, or in which order.
package struct NoiseKey: Sendable {
  package let seed: UInt64
  /// The generator's fourth counter word: the epoch above, the purpose in the low byte.
  package let stream: UInt32

  /// The last epoch: there are 24 bits for it, and one beyond would draw the numbers of another again.
  package static let lastEpoch = 1 << 24 - 1

  package init(seed: UInt64, purpose: Purpose, epoch: Int = 0) {
    self.seed = seed
    stream = UInt32(truncatingIfNeeded: epoch) << 8 | UInt32(purpose.rawValue)
  }

  /// What random numbers are for. A raw value is part of every result: never reuse one.
  package enum Purpose: UInt8, Sendable {
    case initialWeights = 1
    case shuffle = 2
    case posterior = 3
    case prior = 4
    case likelihood = 5
    case validation = 6
    /// Noise on an encoder's input.
    case corruption = 7
    /// Pixels drawn as 0 or 1; without an epoch where they are drawn once and for all.
    case binarization = 8
    /// The categories of a categorical code.
    case categories = 9
    /// The vectors that take the place of unused codes.
    case codes = 10
    /// The order of a stream's rows.
    case order = 11
    /// The component of a mixture that a row is drawn from; with an epoch, the rows that a fit starts at.
    case component = 12
    /// Draws from the posterior to score with; the epoch is the number of the draw.
    case score = 13
    /// Draws from the prior that codes are compared with.
    case discrepancy = 14
    /// Directions that codes are projected on.
    case direction = 15
    /// The orders in which the dimensions of codes are permuted.
    case permutation = 16
    /// The examples that pseudo-inputs start at, and their noise.
    case pseudoInputs = 17
    /// Draws of the upper levels of a hierarchy of latents.
    case hierarchy = 18
  }
}
