import Kernels
import LaneTypes

/// The figures of a model on data that it is not fitted to, one sample of z an example. The noise is
/// the same at every call, so that figures are comparable from epoch to epoch.
package struct Evaluator {
  private let workspace: Workspace
  private let seed: UInt64
  private let beta: Double

  package init(_ model: Model, seed: UInt64, beta: Double, engine: Engine) {
    workspace = Workspace(model, batch: 256, training: false, engine: engine)
    self.seed = seed
    self.beta = beta
  }

  package func figures(_ data: Dataset) -> Figures {
    let rows = (0..<UInt32(data.count)).map { $0 }
    let key = NoiseKey(seed: seed, purpose: .validation)
    var sums = LossSums()
    var totals = [Double](repeating: 0, count: 2 * workspace.model.configuration.latent)
    for start in stride(from: 0, to: data.count, by: workspace.batch) {
      let part = rows[start..<min(data.count, start + workspace.batch)]
      sums += workspace.forward(data, rows: part, key: key, training: false)
      workspace.addMoments(count: part.count, to: &totals)
    }
    return Figures(sums, beta: beta, moments: totals)
  }
}
