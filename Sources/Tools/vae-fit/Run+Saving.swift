import Kernels
import TensorIO
import TensorTool
import Tool
import Training
import VAE

/// What is kept of a run at a moment.
extension Run {
  /// What a signal left, for a message.
  ///
  /// - Parameter output: where the model was written.
  func remainder(_ output: String) -> String? {
    guard let end else { return nil }
    let model = stopping?.best.map { "best model, of epoch \($0.epoch)," } ?? "model so far"
    return "interrupted in \(end): wrote the \(model) to \(output)\(checkpoints?.remainder ?? "")"
  }

  /// The model as it is.
  ///
  /// - Throws: `VAEError`, if a parameter is not finite.
  func model() throws -> Frame { try ModelFile(trainer.model, record: record).frame() }

  /// The steps that the epoch at hand has made; 0 between two epochs.
  private var steps: Int {
    (progress.sums.count + trainer.settings.batch - 1) / trainer.settings.batch
  }

  /// The moment between two steps.
  var place: String {
    steps == 0 ? "epoch \(record.epochs)" : "epoch \(record.epochs + 1), step \(steps)"
  }

  /// - Throws: `VAEError`, if the last step has left a model without a finite loss.
  func checkLastStep() throws {
    let epoch = record.epochs + (steps == 0 ? 0 : 1)
    _ = try trainer.lastFigures(data).checked(
      "the loss", epoch: epoch, step: steps, of: data, kernels: engine.kernels)
  }

  /// Writes the run as it is, once it has made a step.
  ///
  /// - Throws: `VAEError`, if it has diverged.
  func saveCheckpoint() throws {
    guard let checkpoints, !isSaved, record.epochs > 0 || progress.sums.count > 0 else { return }
    try checkLastStep()
    isSaved = true
    progress.best = stopping?.best.map { ($0.loss, $0.epoch) }
    let best = stopping?.best.map { best in
      let model = Model(trainer.model.configuration)
      model.restore(best.parameters)
      return ModelFile(model, record: best.record)
    }
    try checkpoints.write(
      progress, model: ModelFile(trainer.model, record: record), best: best,
      state: trainer.state, place: place)
  }

  /// Writes the model beside the training. It is not worth the run: what goes wrong is reported, and
  /// no more.
  func snapshot() {
    guard let path = settings.run.snapshot else { return }
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
