import Kernels

/// What training keeps of one layer beside its parameters: the optimiser's moments, and the gradient
/// where it is stored.
final class LayerMemory {
  let layer: any LearnedWeights
  /// In the order of the weights; nil where a step never stores it.
  let gradient: Matrix?
  let biasGradient: Buffer
  private let firstWeights: Matrix
  private let secondWeights: Matrix
  private let firstBias: Buffer
  private let secondBias: Buffer
  private let hasSecondMoment: Bool

  init(_ layer: any LearnedWeights, storesGradient: Bool, hasSecondMoment: Bool) {
    self.layer = layer
    self.hasSecondMoment = hasSecondMoment
    let panels = layer.weights.panels
    func like(_ wanted: Bool) -> Matrix {
      Matrix(rows: wanted ? panels.rows : 0, columns: panels.columns, order: layer.weights.order)
    }
    gradient = storesGradient ? like(true) : nil
    firstWeights = like(true)
    secondWeights = like(hasSecondMoment)
    firstBias = Buffer(count: layer.bias.count)
    secondBias = Buffer(count: hasSecondMoment ? layer.bias.count : 0)
    biasGradient = Buffer(count: layer.bias.count)
  }

  /// The stored gradients, of whole vectors.
  var gradients: [(UnsafeMutablePointer<Float>, count: Int)] {
    guard let gradient else { return [] }
    return [
      (gradient.base, gradient.size), (biasGradient.base, biasGradient.paddedCount),
    ]
  }

  /// What the optimiser remembers, to be kept and put back.
  var state: [StateEntry] {
    let transposed = layer.holdsTransposedWeights
    let all = [
      StateEntry("weight.first", firstWeights, transposed: transposed),
      StateEntry("weight.second", secondWeights, transposed: transposed),
      StateEntry("bias.first", firstBias), StateEntry("bias.second", secondBias),
    ]
    return hasSecondMoment ? all : [all[0], all[2]]
  }

  /// The loops of one step.
  ///
  /// - Precondition: the gradient is stored, or the rule is that of Adam, which does without.
  func steps(_ factors: Trace.Factors, _ rule: UpdateStep) -> [StepLoop] {
    let bias = StepLoop.Parameters(
      values: layer.bias.base, gradient: biasGradient.base, first: firstBias.base,
      second: hasSecondMoment ? secondBias.base : nil, count: layer.bias.paddedCount)
    if let gradient {
      let weights = StepLoop.Parameters(
        values: layer.weights.base, gradient: gradient.base, first: firstWeights.base,
        second: hasSecondMoment ? secondWeights.base : nil, count: gradient.size)
      return [.stored(weights), .stored(bias)]
    }
    guard let layer = layer as? any ProductLayer, case .adam(let step) = rule else {
      preconditionFailure("no gradient is stored for this rule")
    }
    let pieces = ProductPieces(
      rows: layer.weights.rows, columns: layer.weights.columns, terms: factors.gradient.columns)
    return [
      .product(
        layer.product(factors), step, gradient: factors.gradient, weights: layer.weights.panels,
        first: firstWeights.base, second: secondWeights.base, pieces: pieces, bias: bias)
    ]
  }
}
