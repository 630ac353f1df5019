extension Figures {
  /// The same figures, all of them finite: a model file holds no others.
  ///
  /// - Parameters:
  ///   - loss: what is called so in the message: `the loss`, `the validation loss`.
  ///   - epoch: after which they were measured.
  /// - Throws: `VAEError`.
  package func checked(_ loss: String, epoch: Int) throws(VAEError) -> Figures {
    guard [self.loss, reconstruction, divergence, categories, penalty].allSatisfy(\.isFinite) else {
      throw VAEError(
        "epoch \(epoch), after its last step: \(loss) is not a number; a smaller --lr may help")
    }
    return self
  }
}
