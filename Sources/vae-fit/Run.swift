import Kernels
import TensorIO
import TensorTool
import Tool
import VAE

/// One run of training: epochs, their figures, and the model at any moment.
final class Run {
  private let settings: Settings
  private let data: Dataset
  private let trainer: Trainer
  private let engine: Engine
  /// The figures on the validation set, where there is one.
  private let validate: (() -> Figures)?
  private let log: EpochLog?
  private var record: TrainingRecord
  private var stopping: EarlyStopping?

  /// - Parameters:
  ///   - features: the model that `--perceptual` asks for.
  ///   - weights: that of `--start`.
  /// - Throws: `ToolError`, before any time is spent, if the model would be too large to write.
  init(
    _ settings: Settings, data: Dataset, validation: Dataset?, features: PerceptualLoss?,
    weights: StartingModel?, engine: Engine
  ) throws {
    self.settings = settings
    self.data = data
    self.engine = engine
    let configuration = try settings.configuration(
      exampleShape: data.exampleShape, classes: data.classes)
    let training = settings.training(features: features)
    let model = Model(configuration)
    model.initialize(seed: settings.seed, kernels: engine.kernels)
    if let weights {
      try weights.check(configuration)
      model.restore(weights.model.parameters)
    } else {
      model.startPseudoInputs(data, seed: settings.seed, engine: engine)
    }
    record = TrainingRecord(
      version: version, settings: training, pixels: data.pixels(under: settings.likelihood),
      examples: data.count, epochs: 0)
    trainer = Trainer(model, settings: training, examples: data.count, engine: engine)
    validate = validation.map { [trainer] data in
      let evaluator = trainer.evaluator()
      return { evaluator.figures(data) }
    }
    stopping = settings.patience.map {
      EarlyStopping(patience: $0, warmup: training.objective.betaWarmup)
    }
    if let path = settings.log {
      log = try EpochLog(
        path, regulariser: training.objective.name(of: configuration.bottleneck),
        hasCategories: settings.bottleneckName == .joint,
        hasPenalty: training.objective.hasPenalty, hasCodebook: model.codebook != nil,
        validation: validation != nil)
    } else {
      log = nil
    }
  }

  /// Trains to the end, or until a signal asks to stop after the step at hand.
  ///
  /// - Returns: the signal that ended it, the model whole; nil after the last epoch.
  /// - Throws: `VAEError`, if the loss diverges.
  func fit() throws -> Interruption? {
    var interruption: Interruption?
    do {
      try fitAll()
    } catch let caught as Interruption {
      interruption = caught
    }
    if let best = stopping?.best {
      trainer.model.restore(best.parameters)
      record = best.record
    }
    trainer.model.fitPrior(data, settings: trainer.settings, engine: engine)
    return interruption
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
        if Interruption.takeSnapshotRequest() { snapshot() }
        if let interruption = Interruption.pending { throw interruption }
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      record.epochs = epoch
      record.figures = try figures.checked("the loss", epoch: epoch)
      record.validation = try validate?().checked("the validation loss", epoch: epoch)
      try log?.append(
        epoch: epoch, figures, seconds: seconds, examples: data.count,
        validation: record.validation)
      if let loss = record.validation?.loss,
        stopping?.shouldStop(after: epoch, loss: loss, trainer.model, record) == true
      {
        return
      }
    }
  }

  /// The model as it is.
  ///
  /// - Throws: `VAEError`, if a parameter is not finite.
  func model() throws -> Frame {
    try ModelFile(trainer.model, record: record).frame()
  }

  /// Writes the model beside the training. It is not worth the run: what goes wrong is reported, and
  /// no more.
  private func snapshot() {
    guard let path = settings.snapshot else { return }
    do {
      trainer.model.fitPrior(data, settings: trainer.settings, engine: engine)
      var output = try TensorOutput(path)
      try output.write(try model())
      try output.finish()
    } catch let error as ToolError {
      Diagnostic.report("vae-fit", subject: error.subject, "\(error.message); training goes on")
    } catch {
      Diagnostic.report("vae-fit", subject: path, "no snapshot: \(error)")
    }
  }
}
