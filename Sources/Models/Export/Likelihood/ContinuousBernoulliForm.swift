import Kernels

extension ContinuousBernoulliLikelihood: LikelihoodForm {
  /// 1/(1 − exp(−l)) − 1/l; below |l| = 1, where both terms grow, its series ½ + l/12 − l³/720 + l⁵/30240 −
  /// l⁷/1209600 + l⁹/47900160.
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    let l = outputs.locations
    let y = graph.magnitude(l)
    let isSmall = graph.less(y, 1)
    let safe = graph.choose(isSmall, graph.scalar(1), else: y)
    let rest = graph.subtract(1, graph.exp(graph.negative(safe)))
    let above = graph.subtract(
      graph.node("Reciprocal", [rest]), graph.node("Reciprocal", [safe]))
    let direct = graph.choose(graph.less(l, 0), graph.subtract(1, above), else: above)
    let q = graph.square(l)
    let series = graph.polynomial(
      q, [1 / 47_900_160, -1 / 1_209_600, 1 / 30_240, -1 / 720, 1 / 12])
    return graph.choose(isSmall, graph.add(graph.multiply(series, l), 0.5), else: direct)
  }

  /// max(l, 0) + log((1 − exp(−|l|))/|l|) − x·l.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let l = outputs.locations
    let normaliser = graph.add(graph.relu(l), graph.logOfMeanDecay(graph.magnitude(l)))
    return graph.subtract(normaliser, graph.multiply(x, l))
  }
}
