/// Sums of the terms of the loss over some examples, in nats.
package struct LossSums: Sendable {
  package var reconstruction = 0.0
  package var divergence = 0.0
  /// The part of it that is of the categories of a joint bottleneck.
  package var categories = 0.0
  /// What an objective adds for the codes of a batch, counted once an example, and the losses on images.
  package var penalty = 0.0
  package var count = 0

  package init() {}

  package static func += (sums: inout LossSums, other: LossSums) {
    sums.reconstruction += other.reconstruction
    sums.divergence += other.divergence
    sums.categories += other.categories
    sums.penalty += other.penalty
    sums.count += other.count
  }
}
