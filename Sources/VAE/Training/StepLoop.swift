import Kernels

/// The rule of one step, with all that depends on how many there were.
enum StepRule {
  /// With what AdamW takes off the parameters, as a share of them: 0 for Adam itself.
  case adam(AdamStep, decay: Float)
  case sgd(SGDStep)

  init(
    _ optimizer: Optimizer, rate: Double, betas: (first: Double, second: Double), step: Int
  ) {
    var adam: AdamStep {
      AdamStep(learningRate: rate, beta1: betas.first, beta2: betas.second, step: step)
    }
    self =
      switch optimizer {
      case .adam: .adam(adam, decay: 0)
      case .adamW(let decay): .adam(adam, decay: Float(rate * decay))
      case .sgd(let momentum, let decay):
        .sgd(SGDStep(learningRate: rate, momentum: momentum, decay: decay))
      }
  }

  func run(_ p: StepLoop.Parameters, from start: Int, to end: Int, kernels: Kernels) {
    switch self {
    case .adam(let step, let decay):
      kernels.adamStep(
        gradient: p.gradient + start, weights: p.values + start, firstMoment: p.first + start,
        secondMoment: p.second + start, step: step, decay: decay, count: end - start)
    case .sgd(let step):
      kernels.sgdStep(
        gradient: p.gradient + start, weights: p.values + start, velocity: p.first + start,
        step: step, count: end - start)
    }
  }
}

/// A loop over some parameters in a step. It holds no references: to count those in the threads' loop
/// would make the threads wait for each other.
enum StepLoop {
  /// Parameters whose gradient is stored.
  case stored(Parameters)
  /// A dense layer with Adam: pieces of the product that the gradient is, each used at once, and as
  /// the last piece the bias, whose gradient is the sum of `gradient`.
  case product(
    WeightProduct, AdamStep, gradient: Panels, weights: Panels, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, pieces: ProductPieces, bias: Parameters)

  struct Parameters {
    let values, gradient, first, second: UnsafeMutablePointer<Float>
    /// Whole vectors.
    let count: Int
  }

  /// Parameters that a thread steps at a time.
  private static let chunk = 1 << 13

  var count: Int {
    switch self {
    case .stored(let parameters): (parameters.count + StepLoop.chunk - 1) / StepLoop.chunk
    case .product(_, _, _, _, _, _, let pieces, _): pieces.count + 1
    }
  }

  func run(_ index: Int, _ rule: StepRule, kernels: Kernels) {
    switch self {
    case .stored(let parameters):
      let start = index * StepLoop.chunk
      rule.run(
        parameters, from: start, to: min(parameters.count, start + StepLoop.chunk),
        kernels: kernels)
    case .product(
      let product, let step, let gradient, let weights, let first, let second, let pieces, let bias):
      guard index < pieces.count else {
        kernels.biasGradient(gradient: gradient, result: bias.gradient)
        return rule.run(bias, from: 0, to: bias.count, kernels: kernels)
      }
      let (tileRows, panels) = pieces[index]
      if let nonzero = product.nonzero {
        kernels.sparseWeightStep(
          input: product.rows, nonzero: nonzero, gradient: product.lines, weights: weights,
          firstMoment: first, secondMoment: second, step: step, tileRows: tileRows, panels: panels)
      } else {
        kernels.weightStep(
          gradient: product.rows, input: product.lines, weights: weights, firstMoment: first,
          secondMoment: second, step: step, tileRows: tileRows, panels: panels)
      }
    }
  }
}
