import Kernels

extension Model {
  /// Fits what sampling draws the codes of a quantised bottleneck from: how often each variable is each
  /// code on the data, with one more of each code so that none is impossible (Laplace).
  ///
  /// - Parameter settings: of the training; the noise on the input is left out.
  package func fitPrior(_ data: Dataset, settings: TrainingSettings, engine: Engine) {
    guard let codebook else { return }
    let shape = codebook.shape
    var settings = settings
    settings.corruption = nil
    var counts = [Int](repeating: 1, count: shape.variables * shape.codes)
    let workspace = Workspace(
      self, settings: settings, size: configuration.batch(upTo: 256), training: false,
      engine: engine)
    let rows = (0..<UInt32(data.count)).map { $0 }
    for start in stride(from: 0, to: data.count, by: workspace.size) {
      let part = rows[start..<min(data.count, start + workspace.size)]
      for (index, code) in workspace.codes(data, rows: part).enumerated() {
        counts[index % shape.variables * shape.codes + Int(code)] += 1
      }
    }
    let total = Double(data.count + shape.codes)
    codebook.prior = counts.map { Float(Double($0) / total) }
  }
}
