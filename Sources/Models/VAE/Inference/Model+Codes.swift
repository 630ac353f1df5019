import Networks
import TensorIO

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
