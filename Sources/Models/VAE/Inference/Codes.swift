import TensorIO

/// What some rows are behind the bottleneck, row by row.
package struct Codes: Sendable {
  /// What the decoder takes, `[rows, width]`: draws or means, one-hot categories or their
  /// probabilities, vectors of the codebook.
  package var z: [Float] = []
  /// Of a normal posterior, `[rows, latent]`.
  package var logVariance: [Float]?
  /// Of discrete variables, `[rows, variables]`.
  package var codes: [Int32]?

  package init() {}

  /// The names of the tensors that codes become.
  package static let names = ["z", "z_logvar", "codes"]

  /// The tensors `z`, `z_logvar` and `codes`, as far as there are any.
  package func tensors(rows: Int, of bottleneck: any Bottleneck) -> [Tensor] {
    var tensors = [Tensor("z", shape: [rows, bottleneck.width], z)]
    if let logVariance {
      tensors.append(Tensor("z_logvar", shape: [rows, bottleneck.normalSize ?? 0], logVariance))
    }
    if let codes {
      tensors.append(Tensor("codes", shape: [rows, bottleneck.discreteVariables ?? 0], codes))
    }
    return tensors
  }
}
