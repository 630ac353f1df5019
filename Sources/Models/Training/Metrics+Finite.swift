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
