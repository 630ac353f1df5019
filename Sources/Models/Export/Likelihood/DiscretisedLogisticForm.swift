import Kernels

extension DiscretisedLogisticLikelihood: LikelihoodForm {
  /// Σ_k P(x ≥ k/255)/255, k from 1 to 255.
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    let limits = graph.floats((0..<255).map { (Float($0) + 0.5) / 255 }, [255])
    let axis = graph.integers([2])
    let locations = graph.node("Unsqueeze", [outputs.locations, axis])
    var inverse = graph.inverseScale(outputs)
    if case .perPixel = outputs.scale { inverse = graph.node("Unsqueeze", [inverse, axis]) }
    let places = graph.multiply(graph.subtract(locations, limits), inverse)
    let sums = graph.node(
      "ReduceSum", [graph.sigmoid(places), axis], [Attribute("keepdims", 0)])
    return graph.divide(sums, 255)
  }

  /// −log(σ(a) − σ(b)), a and b the ends of the number's bin: softplus(−a) + softplus(b) − log(1 − exp(−δ)) with
  /// δ = a − b. The bins of 0 and 1 are open to their side.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let inverse = graph.inverseScale(outputs)
    let isLowest = graph.less(x, 1 / 510)
    let isHighest = graph.greater(x, 1 - 1 / 510)
    let distance = graph.subtract(x, outputs.locations)
    let a = graph.multiply(graph.add(distance, 1 / 510), inverse)
    let b = graph.multiply(graph.add(distance, -1 / 510), inverse)
    let zero = graph.scalar(0)
    let above = graph.choose(isHighest, zero, else: graph.softplus(graph.negative(a)))
    let below = graph.choose(isLowest, zero, else: graph.softplus(b))
    let width = graph.multiply(inverse, 1 / 255)
    let both = graph.add(graph.log(width), graph.logOfMeanDecay(width))
    let isOpen = graph.node("Or", [isLowest, isHighest])
    return graph.subtract(graph.add(above, below), graph.choose(isOpen, zero, else: both))
  }
}
