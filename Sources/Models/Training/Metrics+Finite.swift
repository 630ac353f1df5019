import Datasets
import Kernels
import Networks
import VAE

extension Metrics {
  /// The same figures, all of them finite: a model file holds no others.
  ///
  /// - Parameters:
  ///   - loss: what is called so in the message: `the loss`, `the validation loss`.
  ///   - epoch, step: after which they were measured; 0 is the epoch's last step.
  ///   - data: what they are of, and what it is called in the message.
  /// - Throws: `VAEError`.
  package func checked(
    _ loss: String, epoch: Int, step: Int = 0, of data: Dataset, named name: String = "data",
    kernels: Kernels
  ) throws(VAEError) -> Metrics {
    guard [self.loss, reconstruction, divergence, categories, penalty].allSatisfy(\.isFinite) else {
      let cause = Divergence(
        isFirst: false, peak: data.peak(0..<data.count, name: name, kernels: kernels))
      throw VAEError(
        "epoch \(epoch), after \(step == 0 ? "its last step" : "step \(step)"): "
          + "\(loss) is not a number; \(cause.hint)")
    }
    return self
  }
}

extension Dataset {
  /// The peak of some rows; where it is not large, that of all: the weights begin with the mean of all, and have
  /// learned from others since.
  func largePeak(_ rows: some Sequence<Int>, kernels: Kernels) -> Divergence.Peak? {
    let peak = peak(rows, kernels: kernels)
    guard let peak, !peak.isLarge else { return peak }
    return self.peak(0..<count, kernels: kernels)
  }

  /// The number that is farthest from 0 in some rows; nil without rows.
  ///
  /// - Parameter name: what the data set is called.
  func peak(_ rows: some Sequence<Int>, name: String = "data", kernels: Kernels)
    -> Divergence.Peak?
  {
    let line = Matrix(rows: 1, columns: features, order: .byTileRow)
    var peak: Divergence.Peak?
    for row in rows {
      load(row, into: line.panels, row: 0, kernels: kernels)
      for column in 0..<features where line[0, column].magnitude > peak?.value.magnitude ?? -1 {
        peak = Divergence.Peak(value: line[0, column], row: row, data: name)
      }
    }
    return peak
  }
}
