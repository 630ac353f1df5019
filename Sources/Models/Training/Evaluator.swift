import Datasets
import Kernels
import VAE

/// The figures of a model on data that it is not fitted to, one sample of z an example. The noise is
/// the same at every call, so that figures are comparable from epoch to epoch.
package struct Evaluator {
  private let workspace: Workspace
  private let objective: Objective
  private let capacities: () -> Capacities?

  /// - Parameters:
  ///   - discriminator: that of the training, where the objective has one. A new one knows nothing, and
  ///     the penalty has no meaning.
  ///   - capacities: those of the loss; unless given, those of the objective once they have risen.
  package init(
    _ model: Model, settings: TrainingSettings, discriminator: Discriminator? = nil,
    capacities: (() -> Capacities?)? = nil, engine: Engine
  ) {
    workspace = Workspace(
      model, settings: settings,
      size: model.configuration.batch(upTo: 256 / (settings.objective.codes.bound?.total ?? 1)),
      training: false, discriminator: discriminator, engine: engine)
    let objective = settings.objective
    self.objective = objective
    self.capacities = capacities ?? { objective.codes.capacities(epochs: .infinity) }
  }

  package func figures(_ data: Dataset) -> Metrics {
    figures(data, rows: (0..<UInt32(data.count)).map { $0 })
  }

  /// The figures on some of the examples, by their numbers.
  package func figures(_ data: Dataset, rows: [UInt32]) -> Metrics {
    var sums = LossSums()
    workspace.beginEpoch()
    for start in stride(from: 0, to: rows.count, by: workspace.size) {
      let part = rows[start..<min(rows.count, start + workspace.size)]
      sums += workspace.forward(data, rows: part, epoch: 0, training: false)
      workspace.countUsage(count: part.count)
    }
    sums.capacities = capacities()?.scaled(by: Double(sums.count))
    return Metrics(sums, objective: objective, usage: workspace.usage(examples: rows.count))
  }
}
