import Kernels

extension GaussianLikelihood: LikelihoodForm {
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    outputs.locations
  }

  /// ½((x − μ)²/σ² + log σ²).
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let square = graph.square(graph.subtract(outputs.locations, x))
    let terms = graph.add(
      graph.multiply(square, graph.inverseScale(outputs)), graph.logScale(outputs))
    return graph.multiply(terms, 0.5)
  }
}
