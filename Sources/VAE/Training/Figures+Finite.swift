extension Figures {
  /// The same figures, all of them finite: a model file holds no others.
  ///
  /// - Parameters:
  ///   - loss: what is called so in the message: `the loss`, `the validation loss`.
  ///   - epoch, step: after which they were measured; 0 is the epoch's last step.
  /// - Throws: `VAEError`.
  package func checked(_ loss: String, epoch: Int, step: Int = 0) throws(VAEError) -> Figures {
    guard [self.loss, reconstruction, divergence, categories, penalty].allSatisfy(\.isFinite) else {
      throw VAEError(
        "epoch \(epoch), after \(step == 0 ? "its last step" : "step \(step)"): "
          + "\(loss) is not a number; a smaller --lr may help")
    }
    return self
  }
}
