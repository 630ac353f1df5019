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
    let (variables, choices) = try discreteSizes()
    guard codes.elementType == .i32, codes.shape.count == 2, codes.shape[1] == variables else {
      throw VAEError(
        "tensor 'codes' is \(codes.elementType.name) \(codes.shapeDescription), "
          + "expected i32 rows×\(variables)")
    }
    let numbers = codes.elements(of: Int32.self)
    if let bad = numbers.firstIndex(where: { $0 < 0 || $0 >= choices }) {
      throw VAEError(
        "tensor 'codes', row \(firstRow + bad / variables): \(numbers[bad]), "
          + "expected 0 to \(choices - 1)")
    }
    let shape = [codes.shape[0], configuration.bottleneck.width]
    if let codebook { return Tensor("z", shape: shape, codebook.vectors(of: numbers)) }
    var z = [Float](repeating: 0, count: shape[0] * shape[1])
    for (index, number) in numbers.enumerated() { z[index * choices + Int(number)] = 1 }
    return Tensor("z", shape: shape, z)
  }

  private func discreteSizes() throws(VAEError) -> (variables: Int, choices: Int) {
    switch configuration.bottleneck {
    case .categorical(let shape): return (shape.variables, shape.categories)
    case .quantized(let shape): return (shape.variables, shape.codes)
    case .none, .gaussian, .joint:
      throw VAEError("no tensor 'z': 'codes' alone do not tell z of this model")
    }
  }
}
