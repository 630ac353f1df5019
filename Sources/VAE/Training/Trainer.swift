import Kernels
import LaneTypes

/// Fits a model by Adam on the negative ELBO, minibatch by minibatch.
package final class Trainer {
  package let model: Model
  package let settings: TrainingSettings
  private let engine: Engine
  private let workspace: Workspace
  private let moments: [AdamMoments]
  private var steps = 0

  /// - Parameter examples: in the training set; a batch is never larger.
  package init(_ model: Model, settings: TrainingSettings, examples: Int, engine: Engine) {
    self.model = model
    self.settings = settings
    self.engine = engine
    workspace = Workspace(
      model, batch: max(1, min(settings.batch, examples)), training: true, engine: engine)
    moments = model.namedLayers.map { AdamMoments($0.layer) }
  }

  /// One pass over the data in the epoch's order.
  ///
  /// - Parameters:
  ///   - epoch: counted from 1; decides the order and the noise.
  ///   - progress: called after every step with the examples done and the mean loss so far;
  ///     throwing ends the epoch there, with the model as that step left it.
  /// - Returns: the epoch's means, each batch's with the parameters that it met.
  /// - Throws: `VAEError`, if the loss is no longer a number; what `progress` throws.
  package func runEpoch(
    _ epoch: Int, _ data: Dataset, progress: (Int, Double) throws -> Void
  ) throws -> Figures {
    let order = permutation(
      data.count, key: NoiseKey(seed: settings.seed, purpose: .shuffle, epoch: epoch))
    let noise = NoiseKey(seed: settings.seed, purpose: .posterior, epoch: epoch)
    var sums = LossSums()
    var totals = [Double](repeating: 0, count: 2 * model.configuration.latent)
    for start in stride(from: 0, to: data.count, by: settings.batch) {
      let rows = order[start..<min(data.count, start + settings.batch)]
      let batch = workspace.forward(data, rows: rows, key: noise, training: true)
      guard (batch.reconstruction + batch.divergence).isFinite else {
        throw VAEError(
          "epoch \(epoch), step \(start / settings.batch + 1): the loss is not a number; "
            + "a smaller --lr may help")
      }
      workspace.addMoments(count: rows.count, to: &totals)
      step(workspace.backward(count: rows.count, beta: Float(settings.beta)))
      sums += batch
      let total = sums.reconstruction + settings.beta * sums.divergence
      try progress(sums.count, total / Double(sums.count))
    }
    return Figures(sums, beta: settings.beta, moments: totals)
  }

  /// Steps all parameters, as one loop: the pieces of every layer's weights, and its bias.
  private func step(_ factors: [Trace.Factors]) {
    steps += 1
    let step = AdamStep(learningRate: settings.learningRate, step: steps)
    let layers = zip(moments, factors).map { $0.step($1) }
    let kernels = engine.kernels
    layers.withUnsafeBufferPointer { layers in
      engine.forAll(layers.map { $0.pieces.count + 1 }) {
        layers[$0].run($1, step, kernels: kernels)
      }
    }
  }
}
