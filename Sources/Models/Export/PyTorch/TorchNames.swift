import Networks
import VAE

/// The names and layouts that PyTorch's `load_state_dict` expects of a model.
package enum TorchNames: Sendable {
  /// Each chain is an `nn.ModuleList` of its layers: the names are those of the model file.
  case lists
  /// Encoder and decoder are an `nn.Sequential` each, whose other modules take numbers too.
  case sequential

  /// All parameters of a model, in the order of its file.
  ///
  /// - Throws: `VAEError`, for a network that is no `nn.Sequential`.
  func entries(_ model: Model) throws(VAEError) -> [TorchEntry] {
    let configuration = model.configuration
    let axes = configuration.encoderPlan.axes("encoder").merging(
      configuration.decoderPlan.axes("decoder")
    ) { first, _ in first }
    let entries = model.storedParameters.map {
      TorchEntry($0.name, $0.plan.shape, order: axes[$0.name])
    }
    if case .lists = self { return entries }
    let order = try SequentialOrder(configuration)
    return entries.map(order.entry)
  }
}
