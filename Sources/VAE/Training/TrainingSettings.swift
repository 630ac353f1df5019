/// What a run is told: all that decides its result besides data and configuration.
package struct TrainingSettings: Sendable, Equatable {
  package var seed: UInt64
  package var epochs: Int
  package var batch: Int
  package var learningRate: Double
  /// The weight of the KL; 1 is the ELBO.
  package var beta: Double

  package init(seed: UInt64, epochs: Int, batch: Int, learningRate: Double, beta: Double) {
    self.seed = seed
    self.epochs = epochs
    self.batch = batch
    self.learningRate = learningRate
    self.beta = beta
  }
}
