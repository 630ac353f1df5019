/// How a model came about: enough to answer "what made this?" and to make it again.
package struct TrainingRecord: Sendable, Equatable {
  /// The version of the program.
  package var version: String
  package var settings: TrainingSettings
  /// Examples in the training set.
  package var examples: Int
  /// Complete epochs.
  package var epochs: Int
  /// Of the last complete epoch; nil before the first.
  package var figures: Figures?
  /// On the validation set, where there was one.
  package var validation: Figures?

  package init(
    version: String, settings: TrainingSettings, examples: Int, epochs: Int,
    figures: Figures? = nil, validation: Figures? = nil
  ) {
    self.version = version
    self.settings = settings
    self.examples = examples
    self.epochs = epochs
    self.figures = figures
    self.validation = validation
  }
}
