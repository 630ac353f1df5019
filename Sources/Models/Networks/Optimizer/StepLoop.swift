import Kernels

/// A loop over some parameters in a step. It holds no references: to count those in the threads' loop
/// would make the threads wait for each other.
enum StepLoop {
  /// Parameters whose gradient is stored.
  case stored(Parameters)
  /// A dense layer with Adam: pieces of the product that the gradient is, each used at once, and as
  /// the last piece the bias, whose gradient is the sum of `gradient`.
  case product(
    WeightProduct, AdamStep, gradient: Panels, weights: Panels, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, pieces: ProductTiling, bias: Parameters)

  struct Parameters {
    let values, gradient, first: UnsafeMutablePointer<Float>
    /// Nil where the optimiser remembers one number a parameter.
    let second: UnsafeMutablePointer<Float>?
    /// Whole vectors.
    let count: Int

    func update(_ step: UpdateStep, from start: Int, to end: Int, kernels: Kernels) {
      kernels.update(
        step, gradient: gradient + start, weights: values + start, first: first + start,
        second: second.map { $0 + start }, count: end - start)
    }
  }

  /// Parameters that a thread steps at a time.
  private static let chunk = 1 << 13

  var count: Int {
    switch self {
    case .stored(let parameters): (parameters.count + StepLoop.chunk - 1) / StepLoop.chunk
    case .product(_, _, _, _, _, _, let pieces, _): pieces.count + 1
    }
  }

  func run(_ index: Int, _ rule: UpdateStep, kernels: Kernels) {
    switch self {
    case .stored(let parameters):
      let start = index * StepLoop.chunk
      parameters.update(
        rule, from: start, to: min(parameters.count, start + StepLoop.chunk), kernels: kernels)
    case .product(
      let product, let step, let gradient, let weights, let first, let second, let pieces, let bias):
      guard index < pieces.count else {
        kernels.biasGradient(gradient: gradient, result: bias.gradient)
        return bias.update(rule, from: 0, to: bias.count, kernels: kernels)
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
