/// How a model did on a data set: means in nats per example.
package struct Figures: Sendable, Equatable {
  /// −log p(x|z), one sample of z an example.
  package var reconstruction: Double
  /// The bottleneck's regulariser: KL(q(z|x) ‖ p(z)), the squared distance to the codebook, or the
  /// penalty on codes.
  package var divergence: Double
  /// reconstruction + beta · divergence. With free bits or a warm-up, training minimises another sum;
  /// this one is comparable.
  package var loss: Double
  package var usage: Usage

  package init(reconstruction: Double, divergence: Double, loss: Double, usage: Usage) {
    self.reconstruction = reconstruction
    self.divergence = divergence
    self.loss = loss
    self.usage = usage
  }

  package init(_ sums: LossSums, beta: Double, usage: Usage) {
    let count = Double(max(1, sums.count))
    reconstruction = sums.reconstruction / count
    divergence = sums.divergence / count
    loss = reconstruction + beta * divergence
    self.usage = usage
  }
}
