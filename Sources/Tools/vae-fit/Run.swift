import Datasets
import Kernels
import Networks
import TensorIO
import TensorTool
import Tool
import Training
import VAE

/// One run of training: epochs, their figures, and the model at any moment.
final class Run {
  let settings: Settings
  let data: Dataset
  let trainer: Trainer
  let engine: Engine
  /// The figures on the validation set, where there is one.
  private let validate: ((Int) throws -> Metrics)?
  private let log: EpochLog?
  let checkpoints: CheckpointFile?
  var record: TrainingRecord
  var progress: RunProgress
  var stopping: EarlyStopping?
  /// What a run should be better than; nil where nothing can be told.
  private let baseline: MeanBaseline?
  /// The loss that this run began with.
  private var firstLoss: Double?
  /// Whether the last checkpoint, or the attempt at one, was of this moment.
  var isSaved = false
  /// Where a signal ended the training: `epoch 4, step 12`.
  var end: String?

  /// - Throws: `ToolError`, before any time is spent, if the model would be too large to write, or if a
  ///   checkpoint belongs to another run.
  init(_ settings: Settings, _ input: RunInput, engine: Engine) throws {
    self.settings = settings
    data = input.data
    self.engine = engine
    let configuration = try settings.configuration(
      exampleShape: data.exampleShape, classes: data.classes.range, unit: input.unit,
      columns: data.columns, scaler: input.scaler)
    let training = settings.training(features: input.features)
    let model = Model(configuration)
    record = TrainingRecord(
      version: version, settings: training, options: settings.recorded,
      pixels: data.pixels(under: settings.model.likelihood), examples: data.count,
      classCounts: settings.model.isConditional ? data.classes.counts : nil, epochs: 0)
    progress = input.progress(settings)
    if let resumption = input.resumption {
      try resumption.check(
        progress, record: record, configuration, training.objective.codes, input)
      model.restore(resumption.checkpoint.model.model.parameters)
    } else {
      model.initialize(
        training.initialWeights, seed: training.seed, kernels: engine.kernels)
      if let weights = input.weights {
        try weights.check(configuration, input)
        model.restore(weights.model.parameters)
      } else {
        model.prior.start(data, seed: training.seed, engine: engine)
        if training.initialWeights.startsAtMean {
          model.startAtMean(of: data, settings: training, engine: engine)
        }
      }
    }
    trainer = Trainer(model, settings: training, examples: data.count, engine: engine)
    baseline = MeanBaseline(configuration, settings: training, data: data, engine: engine)
    validate = input.validation.map { [trainer] validation in
      let evaluator = trainer.evaluator()
      return { epoch in
        try evaluator.figures(validation.data).checked(
          "the validation loss", epoch: epoch, of: validation.data, named: "validation data",
          kernels: engine.kernels)
      }
    }
    stopping = settings.patience.map {
      EarlyStopping(patience: $0, warmup: training.objective.epochsOfChange)
    }
    if let resumption = input.resumption {
      (record, progress.sums) = (resumption.record, resumption.checkpoint.progress.sums)
      record.epochsAsked = training.epochs
      try resumption.restore(trainer.state, &stopping, epochs: training.epochs)
    }
    let epochs = record.epochs
    log = try settings.run.log.map {
      try EpochLog(
        $0, regulariser: training.objective.name(of: configuration.bottleneck),
        hasCategories: configuration.bottleneck.isMixed,
        hasPenalty: training.objective.hasPenalty,
        capacities: training.objective.codes.capacities(epochs: 0),
        hasCodebook: configuration.bottleneck.hasPerplexity,
        validation: input.validation != nil, after: input.resumption == nil ? nil : epochs)
    }
    checkpoints = try settings.run.checkpoint.map {
      try CheckpointFile($0, interval: settings.run.interval, epochs: epochs)
    }
  }

  /// Trains to the end, or until a signal asks to stop after the step at hand.
  ///
  /// - Returns: the signal that ended it, the model whole; nil after the last epoch.
  /// - Throws: `VAEError`, if the loss diverges.
  func fit() throws -> Interruption? {
    var interruption: Interruption?
    do {
      do {
        try fitAll()
        if validate == nil, record.epochs > 0 { try checkLastStep() }
      } catch let caught as Interruption {
        (interruption, end) = (caught, place)
      }
      try saveCheckpoint()
    } catch let error as VAEError {
      throw VAEError(error.description + (checkpoints?.remainder ?? ""))
    }
    if let best = stopping?.best {
      trainer.model.restore(best.parameters)
      record = best.record
    }
    if interruption == nil { reportShortfall() }
    trainer.model.fitPrior(data, settings: trainer.settings, engine: engine)
    return interruption
  }

  private func fitAll() throws {
    Interruption.deferSignals()
    let bar = Progress(quiet: settings.run.quiet)
    let (first, beginning) = (record.epochs + 1, ContinuousClock.now)
    for epoch in stride(from: first, through: trainer.settings.epochs, by: 1) {
      if stopping?.isOver(after: epoch - 1) == true { break }
      let validation = record.validation.map { "  validation \(fixedPoint($0.loss, 2))" } ?? ""
      let start = ContinuousClock.now
      let before = progress.sums
      let figures = try trainer.runEpoch(epoch, data, from: before) { sums, mean in
        progress.sums = sums
        isSaved = false
        if firstLoss == nil { firstLoss = baseline?.loss(sums, mean: mean) }
        let all = Double(trainer.settings.epochs) * Double(data.count)
        bar.update(
          (Double(epoch - 1) * Double(data.count) + Double(sums.count)) / all,
          "epoch \(epoch)/\(trainer.settings.epochs)  loss \(fixedPoint(mean, 2))\(validation)")
        try answer()
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      record.epochs = epoch
      record.figures = try figures.checked(
        "the loss", epoch: epoch, of: data, kernels: engine.kernels)
      record.validation = try validate?(epoch)
      progress.sums = LossSums()
      isSaved = false
      log?.append(
        epoch: epoch, figures, seconds: seconds, examples: data.count - before.count,
        validation: record.validation)
      let isOver =
        record.validation.map {
          stopping?.shouldStop(after: epoch, loss: $0.loss, trainer.model, record) == true
        } ?? false
      if isOver { break }
      if checkpoints?.isDue(epochs: epoch) == true { try saveCheckpoint() }
    }
    if record.epochs >= first {
      bar.end(
        RunSummary(
          epochs: first...record.epochs, duration: .now - beginning, record: record,
          best: stopping?.best
        ).description)
    }
  }

  /// Says it when the model is worse than the data's mean would be: its figures alone do not show that.
  private func reportShortfall() {
    guard let baseline, record.epochs > 0 else { return }
    let loss = baseline.loss(of: trainer.evaluator())
    guard baseline.isWorse(loss) else {
      if let cure = baseline.cureOfLargeData {
        Diagnostic.report("vae-fit", "the loss is that of the largest numbers alone; \(cure)")
      }
      return
    }
    Diagnostic.report(
      "vae-fit",
      "the model is worse than the data's mean: a loss of \(fixedPoint(loss, 2)), that of the mean for every row is "
        + "\(fixedPoint(baseline.loss, 2)); \(baseline.hint(loss, start: firstLoss))")
  }

  /// What is to do after a step: what a signal asks for, and a checkpoint when it is time.
  private func answer() throws {
    let isSnapshot = Interruption.takeSnapshotRequest()
    if isSnapshot { snapshot() }
    if isSnapshot || checkpoints?.isDue(epochs: record.epochs) == true { try saveCheckpoint() }
    if let interruption = Interruption.pending { throw interruption }
  }

  /// Whether the model has a whole epoch.
  var hasEpoch: Bool { record.epochs > 0 }

  /// Closes the log.
  ///
  /// - Returns: what went wrong with it at any time, told already.
  func finish() -> ReportedFailure? { log?.finish() }
}
