import Datasets
import Kernels
import VAE

extension Model {
  /// Fits what sampling draws from to the data, after the training, where the bottleneck has such a thing.
  ///
  /// - Parameter settings: those of the training; the noise on the input is left out.
  package func fitPrior(_ data: Dataset, settings: TrainingSettings, engine: Engine) {
    var settings = settings
    settings.corruption = nil
    configuration.bottleneck.fitPrior(of: self, examples: data.count) { count in
      let workspace = Workspace(
        self, settings: settings, size: configuration.batch(upTo: 256), training: false,
        engine: engine)
      let rows = (0..<UInt32(data.count)).map { $0 }
      for start in stride(from: 0, to: data.count, by: workspace.size) {
        count(workspace.codes(data, rows: rows[start..<min(data.count, start + workspace.size)]))
      }
    }
  }
}
