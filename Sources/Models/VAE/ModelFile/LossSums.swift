/// Sums of the terms of the loss over some examples, in nats.
package struct LossSums: Sendable {
  package var reconstruction = 0.0
  package var divergence = 0.0
  /// The part of it that is of the categories of a joint bottleneck.
  package var categories = 0.0
  /// What is added for each example alone: the losses on images, and what a bound gains.
  package var penalty = 0.0
  /// What an objective adds for the codes of a batch, each batch's figure by what it counts.
  package var codePenalty = 0.0
  /// What those batches count together; 0 where none had enough examples for such a figure.
  package var codeWeight = 0.0
  /// The capacities that training asked for, counted once an example; nil where it asks for none.
  package var capacities: Capacities?
  package var count = 0

  package init() {}

  /// What is added to the loss for the codes and the images: its mean in nats.
  package var meanPenalty: Double {
    penalty / Double(max(1, count)) + (codeWeight > 0 ? codePenalty / codeWeight : 0)
  }

  /// Whether no sum has left the numbers.
  package var isFinite: Bool { (reconstruction + divergence + penalty + codePenalty).isFinite }

  package static func += (sums: inout LossSums, other: LossSums) {
    sums.reconstruction += other.reconstruction
    sums.divergence += other.divergence
    sums.categories += other.categories
    sums.penalty += other.penalty
    sums.codePenalty += other.codePenalty
    sums.codeWeight += other.codeWeight
    sums.capacities =
      sums.capacities.map { $0 + (other.capacities ?? Capacities(numbers: 0)) } ?? other.capacities
    sums.count += other.count
  }
}
