import Kernels

extension BernoulliLikelihood: LikelihoodForm {
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    graph.sigmoid(outputs.locations)
  }

  /// log(1 + exp(l)) − x·l.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let l = outputs.locations
    return graph.subtract(graph.softplus(l), graph.multiply(x, l))
  }
}
