/// How a model did on a data set: means in nats per example.
package struct Metrics: Sendable, Equatable {
  /// −log p(x|z), one sample of z an example.
  package var reconstruction: Double
  /// The bottleneck's regulariser: KL(q(z|x) ‖ p(z)), the squared distance to the codebook, or the
  /// penalty on codes.
  package var divergence: Double
  /// The part of it that is of the categories of a joint bottleneck; 0 for others.
  package var categories = 0.0
  /// What an objective adds for the codes of a batch, and the losses on images with their weights; 0 for
  /// most.
  package var penalty: Double
  /// The capacities in the loss: of training the mean over the epoch's examples. Nil where there are none.
  package var capacities: Capacities?
  /// reconstruction, by its weight, + beta · divergence + penalty, or what the objective makes of them.
  /// With free bits or a warm-up, training minimises another sum; this one is comparable.
  package var loss: Double
  package var usage: CodeUsage

  package init(
    reconstruction: Double, divergence: Double, penalty: Double = 0, loss: Double, usage: CodeUsage
  ) {
    (self.reconstruction, self.divergence, self.penalty) = (reconstruction, divergence, penalty)
    (self.loss, self.usage) = (loss, usage)
  }

  package init(_ sums: LossSums, objective: Objective, usage: CodeUsage) {
    let count = Double(max(1, sums.count))
    reconstruction = sums.reconstruction / count
    divergence = sums.divergence / count
    categories = sums.categories / count
    penalty = sums.meanPenalty
    capacities = sums.capacities?.scaled(by: 1 / count)
    loss = objective.loss(
      reconstruction: reconstruction, divergence: divergence, categories: categories,
      penalty: penalty, capacities: capacities)
    self.usage = usage
  }
}
