import Datasets
import Kernels
import Networks

/// What a run is told: all that decides its result besides data and configuration.
package struct TrainingSettings: Sendable, Equatable {
  package var seed: UInt64
  package var epochs: Int
  package var batch: Int
  package var learningRate: Double
  package var schedule = Schedule.constant
  /// Epochs in which the learning rate rises from 0.
  package var warmup = 0.0
  package var optimizer = Optimizer.adam
  /// The largest norm of the gradient; nil for any.
  package var clip: Double?
  package var objective: Objective
  package var corruption: Corruption?
  package var binarization: Binarization?
  /// How weights begin that are drawn.
  package var initialWeights = InitialWeights.standard
  /// The file of the model whose weights come first; nil where they are drawn.
  package var start: String?

  package init(
    seed: UInt64, epochs: Int, batch: Int, learningRate: Double, objective: Objective = Objective()
  ) {
    (self.seed, self.epochs, self.batch) = (seed, epochs, batch)
    (self.learningRate, self.objective) = (learningRate, objective)
  }
}
