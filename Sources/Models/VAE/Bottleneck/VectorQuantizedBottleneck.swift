import Glibc
import Kernels
import Networks
import TensorIO
import Words

/// Each variable is the nearest vector of a codebook (van den Oord et al. 2017).
package struct VectorQuantizedBottleneck: Bottleneck {
  package var variables: Int
  /// Vectors in the codebook, which all variables share.
  package var codes: Int
  /// Numbers in a vector.
  package var size: Int

  package init(variables: Int, codes: Int, size: Int) {
    (self.variables, self.codes, self.size) = (variables, codes, size)
  }

  package static let word = Word<BottleneckChoice>(
    "vq", "each variable the nearest vector of a codebook",
    "van den Oord et al. 2017, arXiv 1711.00937"
  ) { _ in
    BottleneckChoice(Self.self) {
      Self(variables: $0.latent, codes: $0.codes, size: $0.codeSize)
    }
  }

  package static var options: Set<BottleneckOption> { [.codes, .codeSize] }

  package init(_ fields: Fields) throws {
    variables = try fields.integer("@variables", 1...65_536)
    codes = try fields.integer("@codes", 1...65_536)
    size = try fields.integer("@code-size", 1...65_536)
  }

  package var fields: [Tensor] {
    [
      Tensor("@variables", integer: variables), Tensor("@codes", integer: codes),
      Tensor("@code-size", integer: size),
    ]
  }

  package func check(in configuration: Configuration) throws(VAEError) {
    guard configuration.isSpatial, variables != configuration.positions else { return }
    throw VAEError(
      "a codebook with \(variables) variables, expected \(configuration.positions): one for each "
        + "position of the last convolution")
  }

  package var encoderOutputs: Int { width }
  package var width: Int { variables * size }
  package var discreteVariables: Int? { variables }
  package var codeChoices: Int? { codes }
  package var regulariser: String? { "commitment" }
  /// The weight that the paper has (section 3.2).
  package var standardBeta: Double { 0.25 }
  package var hasPerplexity: Bool { true }

  package var positionChannels: Int? { size }

  package func with(positions: Int) -> Self {
    Self(variables: positions, codes: codes, size: size)
  }

  package var learned: [ParameterPlan] {
    [
      ParameterPlan("codebook.vectors", [codes, size]),
      ParameterPlan("codebook.prior", [variables, codes], learning: .fit),
    ]
  }

  package func makeParameters() -> (any BottleneckParameters)? { CodebookParameters(self) }

  package func latents(of codes: [Int32], in model: Model) -> [Float] {
    guard let vectors = model.codebook?.vectors else { return [] }
    return codes.flatMap { vectors[Int($0) * size..<(Int($0) + 1) * size] }
  }

  /// Codes by the inverse of each variable's distribution function.
  package var prior: BottleneckPrior {
    .draws { prior, rows, seed in
      var result = Codes()
      guard let model = prior.model, let codebook = model.codebook else { return result }
      let probabilities = codebook.prior
      let uniform = prior.engine.uniforms(variables, rows, seed: seed, .codes)
      let drawn = uniform.enumerated().map { index, u in
        let first = index % variables * codes
        var (code, sum) = (0, Double(probabilities[first]))
        while Double(u) >= sum, code < codes - 1 {
          code += 1
          sum += Double(probabilities[first + code])
        }
        return Int32(code)
      }
      result.codes = drawn
      result.z = latents(of: drawn, in: model)
      return result
    }
  }

  /// How often each variable is each code on the data, with one more of each code so that none is impossible
  /// (Laplace).
  package func fitPrior(
    of model: Model, examples: Int, codes batches: (_ count: ([Int32]) -> Void) -> Void
  ) {
    var counts = [Int](repeating: 1, count: variables * codes)
    batches { batch in
      for (index, code) in batch.enumerated() { counts[index % variables * codes + Int(code)] += 1 }
    }
    let total = Double(examples + codes)
    model.codebook?.prior = counts.map { Float(Double($0) / total) }
  }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    VectorQuantizedPass(
      model.codebook ?? CodebookParameters(self), decay: objective.codebookDecay, batch: batch,
      engine: engine)
  }
}

/// The vectors of a codebook, and how often each variable is each of them: the prior that sampling draws from.
package final class CodebookParameters: BottleneckParameters {
  package let shape: VectorQuantizedBottleneck
  let codebook: Codebook
  private let frequencies: Buffer

  init(_ shape: VectorQuantizedBottleneck) {
    self.shape = shape
    codebook = Codebook(codes: shape.codes, size: shape.size)
    frequencies = Buffer(count: shape.variables * shape.codes)
    frequencies.elements = Array(
      repeating: 1 / Float(shape.codes), count: shape.variables * shape.codes)
  }

  /// The vectors, `[codes, size]`, row by row. After a change of them, `Codebook.updateNorms`.
  package var vectors: [Float] {
    get { codebook.vectors.rowMajor }
    set { codebook.vectors.rowMajor = newValue }
  }

  /// The probability of each code, variable by variable, `[variables, codes]`.
  package var prior: [Float] {
    get { frequencies.elements }
    set { frequencies.elements = newValue }
  }

  /// −log of the prior in nats, `[variables, codes]`.
  var codeLengths: [Double] { prior.map { -log(Double($0)) } }

  package var storages: [ParameterStorage] { [.matrix(codebook.vectors), .row(frequencies)] }
}

extension Model {
  /// The vectors of a codebook and their prior, where there are any.
  package var codebook: CodebookParameters? { bottleneckParameters as? CodebookParameters }
}
