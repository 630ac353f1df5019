import Kernels

/// What training keeps of the parameters of one group.
final class GroupState {
  private let group: any ParameterGroup
  private let parameters: [ParameterState]
  /// The layer whose weights are stepped by tiles of their gradient, which is never stored.
  private let fused: (any ProductLayer)?

  /// - Parameter isFused: whether the optimiser can step weights while it makes their gradient.
  init(_ group: any ParameterGroup, isFused: Bool, hasSecondMoment: Bool) {
    self.group = group
    let fused = isFused ? group as? any ProductLayer : nil
    self.fused = fused
    parameters = group.parameters.enumerated().map {
      ParameterState(
        $1, storesGradient: fused == nil || $0 > 0, hasSecondMoment: hasSecondMoment)
    }
  }

  /// The stored gradients, of whole vectors.
  var gradients: [(UnsafeMutablePointer<Float>, count: Int)] {
    parameters.compactMap(\.gradient).map { ($0.base, $0.size) }
  }

  /// What the optimiser remembers, to be kept and put back.
  var state: [StateEntry] { parameters.flatMap(\.state) }

  /// Makes the gradients that are stored before a step.
  func store(_ factors: Trace.Factors, scratch: Buffer, engine: Engine) {
    guard fused == nil else { return }
    group.gradients(
      factors, results: parameters.compactMap(\.gradient), scratch: scratch, engine: engine)
  }

  /// The loops of one step.
  func steps(_ factors: Trace.Factors, _ rule: UpdateStep) -> [StepLoop] {
    let loops = parameters.compactMap(\.loop)
    guard let layer = fused else { return loops.map { .stored($0) } }
    guard case .adam(let step) = rule, let second = parameters[0].second else {
      preconditionFailure("no gradient is stored for this rule")
    }
    let pieces = ProductTiling(
      rows: layer.weights.rows, columns: layer.weights.columns, terms: factors.gradient.columns)
    return [
      .product(
        layer.product(factors), step, gradient: factors.gradient, weights: layer.weights.panels,
        first: parameters[0].first.base, second: second.base, pieces: pieces, bias: loops[0])
    ]
  }
}
