import Kernels

extension LaplaceLikelihood: LikelihoodForm {
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    outputs.locations
  }

  /// |x − μ|/b + log b.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let distance = graph.magnitude(graph.subtract(outputs.locations, x))
    return graph.add(
      graph.multiply(distance, graph.inverseScale(outputs)), graph.logScale(outputs))
  }
}
