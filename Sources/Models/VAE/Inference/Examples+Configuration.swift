import Datasets
import Networks
import TensorIO

extension Examples {
  /// Examples for a model: of its shape, and bytes of its unit.
  ///
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package init(_ frame: Frame, of configuration: Configuration) throws {
    try self.init(frame, shape: configuration.exampleShape)
    if let fault = unitFault(configuration.unit, source: "the model was fitted to") {
      throw VAEError(fault)
    }
  }
}
