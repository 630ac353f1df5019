/// How a model did on a data set: means in nats per example.
package struct Figures: Sendable, Equatable {
  /// −log p(x|z), one sample of z an example.
  package var reconstruction: Double
  /// KL(q(z|x) ‖ p(z)).
  package var divergence: Double
  /// What training minimises: reconstruction + beta · divergence.
  package var loss: Double
  /// Active units: dimensions whose posterior mean varies by more than 0.01 over the data (Burda et
  /// al. 2016, section 5.2).
  package var active: Int

  package init(reconstruction: Double, divergence: Double, loss: Double, active: Int) {
    self.reconstruction = reconstruction
    self.divergence = divergence
    self.loss = loss
    self.active = active
  }

  /// - Parameter moments: sums and sums of squares of the posterior means, `[latent, 2]`.
  package init(_ sums: LossSums, beta: Double, moments: [Double]) {
    let count = Double(max(1, sums.count))
    reconstruction = sums.reconstruction / count
    divergence = sums.divergence / count
    loss = reconstruction + beta * divergence
    active =
      stride(from: 0, to: moments.count, by: 2).filter {
        let mean = moments[$0] / count
        return moments[$0 + 1] / count - mean * mean > 0.01
      }.count
  }
}
