import Datasets
import Kernels
import Networks
import VAE

/// Fits a model, minibatch by minibatch.
package final class Trainer {
  package let model: Model
  package let settings: TrainingSettings
  private let workspace: Workspace
  private let stepper: OptimizerState
  private let engine: Engine
  /// What the objective learns beside the model.
  private let discriminator: Discriminator?
  /// Those of the last complete epoch.
  private var capacities: Capacities?

  /// - Parameter examples: in the training set; a batch is never larger.
  package init(_ model: Model, settings: TrainingSettings, examples: Int, engine: Engine) {
    (self.model, self.settings, self.engine) = (model, settings, engine)
    capacities = settings.objective.codes.capacities(epochs: 0)
    discriminator = settings.objective.codes.discriminator(
      model.configuration.bottleneck, seed: settings.seed, engine: engine)
    workspace = Workspace(
      model, settings: settings, size: max(1, min(settings.batch, examples)), training: true,
      discriminator: discriminator, engine: engine)
    stepper = OptimizerState(
      model.groups.map(\.group), optimizer: settings.optimizer, clip: settings.clip,
      engine: engine)
  }

  /// An evaluator of the model at any moment of the training, with the discriminator of that moment and the
  /// capacities of the last complete epoch.
  package func evaluator() -> Evaluator {
    Evaluator(
      model, settings: settings, discriminator: discriminator,
      capacities: { [self] in capacities }, engine: engine)
  }

  /// What training remembers from step to step beside the model, to be kept and put back.
  package var state: [StateEntry] {
    stepper.state(model.groups.map(\.name)).within("optimizer") + workspace.state
      + (discriminator?.state.within("discriminator") ?? [])
  }

  /// One pass over the data in the epoch's order.
  ///
  /// - Parameters:
  ///   - epoch: counted from 1; decides the order and the noise.
  ///   - done: the sums of the examples that the epoch's first steps have seen, in an earlier run.
  ///   - progress: called after every step with the sums and the mean loss so far;
  ///     throwing ends the epoch there, with the model as that step left it.
  /// - Returns: the epoch's means, each batch's with the parameters that it met.
  /// - Throws: `VAEError`, if the loss is no longer a number; what `progress` throws.
  package func runEpoch(
    _ epoch: Int, _ data: Dataset, from done: LossSums = LossSums(),
    progress: (LossSums, Double) throws -> Void
  ) throws -> Metrics {
    let objective = settings.objective
    let order = permutation(
      data.count, key: NoiseKey(seed: settings.seed, purpose: .shuffle, epoch: epoch))
    var sums = done
    if done.count == 0 { workspace.beginEpoch() }
    for start in stride(from: done.count, to: data.count, by: settings.batch) {
      let rows = order[start..<min(data.count, start + settings.batch)]
      let done = Double(epoch - 1) + Double(start) / Double(data.count)
      let after = Double(epoch - 1) + Double(start + rows.count) / Double(data.count)
      var batch = workspace.forward(
        data, rows: rows, epoch: epoch,
        temperature: objective.temperature.value(epochs: done, of: settings.epochs),
        weight: Float(objective.weights(epochs: done, divergence: 0).whole), training: true)
      guard batch.isFinite else {
        let cause = Divergence(
          isFirst: epoch == 1 && start == 0, start: settings.start,
          peak: data.largePeak(rows.map(Int.init), kernels: engine.kernels))
        throw VAEError(
          "epoch \(epoch), step \(start / settings.batch + 1): the loss is not a number; \(cause.hint)"
        )
      }
      workspace.countUsage(count: rows.count)
      let count = Double(rows.count)
      batch.capacities = objective.codes.capacities(epochs: done)?.scaled(by: count)
      let weights = objective.weights(
        epochs: done, divergence: batch.divergence / count, categories: batch.categories / count)
      let factors = workspace.backward(
        count: rows.count, weight: Float(weights.whole),
        categoryWeight: Float(weights.categories))
      stepper.step(factors, rate: rate(from: done, to: after))
      workspace.learn(count: rows.count, epoch: epoch)
      sums += batch
      try progress(sums, Metrics(sums, objective: objective, usage: CodeUsage(active: 0)).loss)
    }
    let figures = Metrics(
      sums, objective: objective, usage: workspace.usage(examples: data.count))
    capacities = figures.capacities
    return figures
  }

  /// The figures of a batch's worth of examples with the parameters as they are. A step's loss is that before
  /// it, so nothing else tells what the last one did.
  ///
  /// - Parameter data: at least one example.
  package func lastFigures(_ data: Dataset) -> Metrics {
    let rows = (0..<UInt32(min(workspace.size, data.count))).map { $0 }
    let sums = workspace.forward(data, rows: rows[...], epoch: 0, training: false)
    return Metrics(sums, objective: settings.objective, usage: CodeUsage(active: 0))
  }

  /// The learning rate of the step between two moments, in epochs. A warm-up counts the step itself, so
  /// that the first is not in vain.
  private func rate(from done: Double, to after: Double) -> Double {
    let rate = settings.learningRate * settings.schedule.factor(epochs: done, of: settings.epochs)
    return settings.warmup > 0 ? rate * min(1, after / settings.warmup) : rate
  }
}
