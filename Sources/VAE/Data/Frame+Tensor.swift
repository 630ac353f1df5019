import TensorIO

extension Frame {
  /// The tensor that a tool works on.
  ///
  /// - Parameters:
  ///   - name: `x` or `z`.
  ///   - meaning: what it is, in the plural: `data`, `latents`.
  /// - Throws: `VAEError`, which says what is there instead.
  package func tensor(_ name: String, meaning: String) throws(VAEError) -> Tensor {
    if let tensor = self[name] { return tensor }
    if let kind {
      throw VAEError("this is a \(kind), expected a stream of \(meaning) with a tensor '\(name)'")
    }
    if name == "z", self["x"] != nil {
      throw VAEError("data 'x' but no latents 'z': put vae-encode before")
    }
    let found = tensors.filter { !$0.isMetadata }.prefix(8).map { "'\($0.name)'" }
    throw VAEError(
      "no tensor '\(name)', found \(found.isEmpty ? "nothing" : found.joined(separator: ", ")): "
        + "\(meaning) are expected")
  }
}
