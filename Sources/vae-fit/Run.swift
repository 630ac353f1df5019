import Kernels
import TensorIO
import TensorTool
import Tool
import VAE

/// One run of training: epochs, their figures, and the model at any moment.
final class Run {
  private let settings: Settings
  private let data: Dataset
  private let validation: Dataset?
  private let trainer: Trainer
  private let evaluator: Evaluator
  private let log: EpochLog?
  private var record: TrainingRecord

  /// - Throws: `ToolError`, before any time is spent, if the model would be too large to write.
  init(_ settings: Settings, data: Dataset, validation: Dataset?, engine: Engine) throws {
    self.settings = settings
    self.data = data
    self.validation = validation
    let model = Model(try settings.configuration(exampleShape: data.exampleShape))
    model.initialize(seed: settings.seed, kernels: engine.kernels)
    record = TrainingRecord(
      version: version, settings: settings.training, examples: data.count, epochs: 0)
    do {
      _ = try ModelFile(model, record: record).frame()
    } catch let error as StreamError {
      throw ToolError(.usage, "--hidden", "the model would not fit a frame: \(error)")
    }
    trainer = Trainer(model, settings: settings.training, examples: data.count, engine: engine)
    evaluator = Evaluator(model, seed: settings.seed, beta: settings.beta, engine: engine)
    if let path = settings.log {
      log = try EpochLog(path, validation: validation != nil)
    } else {
      log = nil
    }
  }

  /// Trains to the end, or until a signal asks to stop after the step at hand.
  ///
  /// - Returns: the signal that ended it, the model whole; nil after the last epoch.
  /// - Throws: `VAEError`, if the loss diverges.
  func fit() throws -> Interruption? {
    do {
      try fitAll()
      return nil
    } catch let interruption as Interruption {
      return interruption
    }
  }

  private func fitAll() throws {
    Interruption.deferSignals()
    let progress = Progress(quiet: settings.quiet)
    for epoch in stride(from: 1, through: settings.epochs, by: 1) {
      let start = ContinuousClock.now
      let figures = try trainer.runEpoch(epoch, data) { done, mean in
        let all = Double(settings.epochs) * Double(data.count)
        progress.update(
          (Double(epoch - 1) * Double(data.count) + Double(done)) / all,
          "epoch \(epoch)/\(settings.epochs)  loss \(fixedPoint(mean, 2))")
        if Interruption.takeSnapshotRequest() { try snapshot() }
        if let interruption = Interruption.pending { throw interruption }
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      record.epochs = epoch
      record.figures = figures
      record.validation = validation.map(evaluator.figures)
      try log?.append(
        epoch: epoch, figures, seconds: seconds, examples: data.count,
        validation: record.validation)
    }
  }

  /// Writes the model as it is, and END.
  func write(to output: consuming TensorOutput) throws {
    var output = output
    try output.write(try ModelFile(trainer.model, record: record).frame())
    try output.finish()
  }

  private func snapshot() throws {
    guard let path = settings.snapshot else { return }
    var output = try TensorOutput(path)
    try output.write(try ModelFile(trainer.model, record: record).frame())
    try output.finish()
  }
}
