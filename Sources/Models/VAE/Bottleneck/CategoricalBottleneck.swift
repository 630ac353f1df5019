import Kernels
import Networks
import TensorIO
import Words

/// Categorical variables, relaxed while training (Jang et al. 2017); the prior is uniform.
package struct CategoricalBottleneck: Bottleneck {
  package var variables: Int
  /// Categories of each variable.
  package var categories: Int
  /// Whether the decoder sees one category in training too, with the gradient of the relaxed draw.
  package var straightThrough: Bool

  package init(variables: Int, categories: Int, straightThrough: Bool = false) {
    (self.variables, self.categories) = (variables, categories)
    self.straightThrough = straightThrough
  }

  init(variables: Int, _ options: BottleneckOptions) {
    self.init(
      variables: variables, categories: options.categories,
      straightThrough: options.straightThrough)
  }

  package static let word = Word<BottleneckChoice>(
    "categorical", "categorical variables with a uniform prior",
    "Jang et al. 2017, arXiv 1611.01144"
  ) { _ in
    BottleneckChoice(Self.self) { Self(variables: $0.latent, $0) }
  }

  package static var options: Set<BottleneckOption> {
    [.categories, .straightThrough, .temperature]
  }

  package init(_ fields: Fields) throws {
    variables = try fields.integer("@variables", 1...65_536)
    categories = try fields.integer("@categories", 1...65_536)
    straightThrough = try fields.integer("@straight-through", 0...1) == 1
  }

  package var fields: [Tensor] {
    [
      Tensor("@variables", integer: variables), Tensor("@categories", integer: categories),
      Tensor("@straight-through", integer: straightThrough ? 1 : 0),
    ]
  }

  package var encoderOutputs: Int { width }
  package var width: Int { variables * categories }
  package var discreteVariables: Int? { variables }
  package var codeChoices: Int? { categories }
  package var isRandom: Bool { true }
  package var regulariser: String? { "kl" }

  /// One-hot rows.
  package func latents(of codes: [Int32], in model: Model) -> [Float] {
    var z = [Float](repeating: 0, count: codes.count * categories)
    for (index, code) in codes.enumerated() { z[index * categories + Int(code)] = 1 }
    return z
  }

  package var prior: BottleneckPrior {
    .draws { prior, rows, seed in draw(rows, seed: seed, by: prior) }
  }

  /// Uniform categories: the largest of as many uniform numbers as there are.
  func draw(_ rows: Range<Int>, seed: UInt64, by prior: Prior) -> Codes {
    let uniform = prior.engine.uniforms(width, rows, seed: seed, .categories)
    var result = Codes()
    result.z = [Float](repeating: 0, count: uniform.count)
    result.codes = stride(from: 0, to: uniform.count, by: categories).map { first in
      var best = first
      for place in first..<first + categories where uniform[place] > uniform[best] { best = place }
      result.z[best] = 1
      return Int32(best - first)
    }
    return result
  }

  package func pass(_ model: Model, objective: Objective, size batch: Int, engine: Engine)
    -> any BottleneckPass
  {
    CategoricalPass(self, batch: batch, engine: engine)
  }
}
