import VAE

/// Ends a run whose validation loss has stopped falling, and keeps the best model until then.
package struct EarlyStopping {
  /// The best model so far.
  package private(set) var best: Best?
  private let patience: Int
  private let warmup: Double

  package struct Best {
    package let parameters: [[Float]]
    package let record: TrainingRecord
    package let loss: Double
    package let epoch: Int
  }

  /// - Parameters:
  ///   - patience: epochs without a better loss.
  ///   - warmup: epochs in which the objective still changes: their models are not compared.
  package init(patience: Int, warmup: Double) {
    (self.patience, self.warmup) = (patience, warmup)
  }

  /// Goes on from the best model of an earlier run.
  package mutating func resume(_ best: ModelFile, loss: Double, epoch: Int) {
    self.best = Best(
      parameters: best.model.parameters, record: best.record, loss: loss, epoch: epoch)
  }

  /// Whether there was no better model for too long.
  package func isOver(after epoch: Int) -> Bool {
    best.map { epoch - $0.epoch >= patience } ?? false
  }

  /// - Parameter loss: of the validation data after `epoch`.
  /// - Returns: whether the run has waited long enough.
  package mutating func shouldStop(
    after epoch: Int, loss: Double, _ model: Model, _ record: TrainingRecord
  ) -> Bool {
    guard Double(epoch) >= warmup else { return false }
    guard let best, !(loss < best.loss), !best.loss.isNaN else {
      best = Best(parameters: model.parameters, record: record, loss: loss, epoch: epoch)
      return false
    }
    return isOver(after: epoch)
  }
}
