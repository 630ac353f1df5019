import Datasets
import Kernels

/// How a model came about: enough to answer "what made this?" and to make it again.
package struct TrainingRecord: Sendable, Equatable {
  /// The version of the program.
  package var version: String
  package var seed: UInt64
  /// Epochs that the run was to have.
  package var epochsAsked: Int
  package var batch: Int
  package var learningRate: Double
  package var beta: Double
  /// The options of training that differ from the standard, as the command line has them.
  package var options: String
  /// What the numbers of the training set were, as the model saw them.
  package var pixels: PixelKind
  /// Examples in the training set.
  package var examples: Int
  /// How many of them each class had, in a conditional model; nil where that is not known.
  package var classCounts: [Int]?
  /// Complete epochs.
  package var epochs: Int
  /// Of the last complete epoch; nil before the first.
  package var figures: Metrics?
  /// On the validation set, where there was one.
  package var validation: Metrics?

  package init(
    version: String, settings: TrainingSettings, options: String = "", pixels: PixelKind = .grey,
    examples: Int,
    classCounts: [Int]? = nil, epochs: Int, figures: Metrics? = nil, validation: Metrics? = nil
  ) {
    self.version = version
    seed = settings.seed
    epochsAsked = settings.epochs
    batch = settings.batch
    learningRate = settings.learningRate
    beta = settings.objective.beta
    self.options = options
    self.pixels =
      switch settings.binarization {
      case .fixed: .fixed(seed: settings.seed)
      case .dynamic: .dynamic
      case nil: pixels
      }
    (self.examples, self.classCounts, self.epochs) = (examples, classCounts, epochs)
    (self.figures, self.validation) = (figures, validation)
  }
}
