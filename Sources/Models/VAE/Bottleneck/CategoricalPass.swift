import Kernels
import Networks

/// Categorical variables with a uniform prior. In training z is a draw from the Gumbel-softmax
/// distribution (Jang et al. 2017, equation 2), or with straight-through gradients the category where
/// that draw is largest. Otherwise z is a true draw, one category for each variable; without noise it
/// is the probabilities, or the likeliest category of a straight-through model.
final class CategoricalPass: PosteriorPass {
  /// Of the last relaxed draw.
  private var temperature: Float = 1
  private let shape: CategoricalBottleneck
  private let engine: Engine
  private let uniform: Matrix
  /// The relaxed draw where z is not that.
  private let soft: Matrix
  private let divergences, variableDivergences: Buffer
  private let weight = Buffer(count: 1)
  private let moments: Moments

  init(_ shape: CategoricalBottleneck, batch: Int, engine: Engine) {
    (self.shape, self.engine) = (shape, engine)
    uniform = Matrix(rows: shape.width, columns: batch)
    soft = Matrix(rows: shape.width, columns: batch)
    divergences = Buffer(count: Panels.panels(batch) * Panels.width)
    variableDivergences = Buffer(count: divergences.count)
    moments = Moments(numbers: shape.width)
  }

  func forward(_ parameters: Panels, z: Panels, noise: Noise?, mode: PassMode) {
    let columns = z.columns
    let (uniform, soft) = (uniform.view(columns: columns), soft.view(columns: columns))
    let (kernels, divergences, categories) = (engine.kernels, divergences.base, shape.categories)
    let relaxed: Float
    let discrete: Bool
    switch mode {
    case .training(let temperature):
      self.temperature = temperature
      (relaxed, discrete) = (temperature, shape.straightThrough)
    case .evaluation: (relaxed, discrete) = (1, shape.straightThrough || noise != nil)
    }
    let noise = noise?.with(.categories)
    let numbers = noise?.rows ?? []
    let key = noise?.key
    engine.forPanels(columns) {
      if let key { kernels.fillUniform(uniform, examples: numbers, key: key, panels: $0) }
      kernels.softmax(
        parameters, uniform: key == nil ? nil : uniform, temperature: relaxed,
        categories: categories, result: discrete ? soft : z, panels: $0)
      if discrete {
        kernels.oneHotOfLargest(soft, categories: categories, result: z, panels: $0)
      }
      kernels.categoricalDivergence(
        parameters, categories: categories, divergence: divergences, panels: $0)
    }
  }

  func terms(count: Int) -> [Double] { [divergences.sum(count)] }

  func rowDivergences(_ z: Panels) -> [Float] { Array(divergences.elements[..<z.columns]) }

  func draw(_ parameters: Panels, z: Panels, noise: Noise, logRatio: Buffer) {
    forward(parameters, z: z, noise: noise, mode: .evaluation)
    let (kernels, categories, result) = (engine.kernels, shape.categories, logRatio.base)
    engine.forPanels(z.columns) {
      kernels.categoricalLogRatio(
        parameters, draws: z, categories: categories, logRatio: result, panels: $0)
    }
  }

  func addDivergences(_ parameters: Panels, z: Panels, to sums: inout [Double]) {
    let (kernels, categories, result) = (engine.kernels, shape.categories, variableDivergences.base)
    for variable in 0..<shape.variables {
      let logits = parameters.slice(rows: variable * categories..<(variable + 1) * categories)
      engine.forPanels(z.columns) {
        kernels.categoricalDivergence(
          logits, categories: categories, divergence: result, panels: $0)
      }
      sums[variable] += variableDivergences.sum(z.columns)
    }
  }

  func backward(
    _ parameters: Panels, z: Panels, zGradient: Panels, weights: [Float], gradient: Panels
  ) {
    let soft = shape.straightThrough ? soft.view(columns: z.columns) : z
    self.weight.base[0] = weights[0]
    let (kernels, weight, categories) = (engine.kernels, self.weight.base, shape.categories)
    let temperature = temperature
    engine.forPanels(z.columns) {
      kernels.categoricalBackward(
        logits: parameters, soft: soft, zGradient: zGradient, temperature: temperature,
        weight: weight, categories: categories, gradient: gradient, panels: $0)
    }
  }

  /// Of each variable the largest category; of equals, the first.
  func codes(_ z: Panels) -> [Int32]? {
    let categories = shape.categories
    return (0..<z.columns).flatMap { column in
      stride(from: 0, to: shape.width, by: categories).map { first in
        var best = first
        for row in first..<first + categories where z[row, column] > z[best, column] { best = row }
        return Int32(best - first)
      }
    }
  }

  func beginEpoch() { moments.reset() }

  var state: [StateEntry] { [moments.entry] }

  /// Counts the probabilities, not the draws, which vary where nothing is told. The noise is no longer
  /// needed, and its matrix is free for them.
  func count(_ parameters: Panels, z: Panels) {
    let probabilities = uniform.view(columns: z.columns)
    let (kernels, categories) = (engine.kernels, shape.categories)
    engine.forPanels(z.columns) {
      kernels.softmax(
        parameters, uniform: nil, temperature: 1, categories: categories, result: probabilities,
        panels: $0)
    }
    moments.add(probabilities, engine: engine)
  }

  /// A variable is active where the probability of one of its categories varies.
  func usage(examples: Int) -> CodeUsage {
    let variances = moments.variances(examples: examples)
    let active = (0..<shape.variables).count { variable in
      let first = variable * shape.categories
      return variances[first..<first + shape.categories].contains(where: CodeUsage.isActive)
    }
    return CodeUsage(active: active)
  }
}
