import Networks
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

extension Model {
  /// The z of discrete variables from the numbers of their categories or codes.
  ///
  /// - Parameters:
  ///   - codes: i32 `[rows, variables]`.
  ///   - firstRow: the number of the first row in its stream.
  /// - Returns: f32 `[rows, width]`.
  /// - Throws: `VAEError`, if the model has no such variables, or others.
  package func latents(_ codes: Tensor, firstRow: Int) throws -> Tensor {
    let bottleneck = configuration.bottleneck
    guard let variables = bottleneck.discreteVariables, let choices = bottleneck.codeChoices else {
      throw VAEError("no tensor 'z': 'codes' alone do not tell z of this model")
    }
    guard codes.elementType == .i32, codes.shape.count == 2, codes.shape[1] == variables else {
      throw VAEError(codes, expected: "i32 rows×\(variables)")
    }
    let numbers = codes.elements(of: Int32.self)
    if let bad = numbers.firstIndex(where: { $0 < 0 || $0 >= choices }) {
      throw VAEError(
        "tensor 'codes', row \(firstRow + bad / variables): \(numbers[bad]), "
          + "expected 0 to \(choices - 1)")
    }
    return Tensor(
      "z", shape: [codes.shape[0], bottleneck.width], bottleneck.latents(of: numbers, in: self))
  }
}
