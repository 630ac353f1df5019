import Kernels

extension PoissonLikelihood: LikelihoodForm {
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    graph.exp(outputs.locations)
  }

  /// exp(l) − x·l + log x!, as Loader (2000) splits it: with t = log x − l it is x·(exp(−t) − 1 + t), and what the data
  /// alone decide. For x = 0 it is exp(l).
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let l = outputs.locations
    let isZero = graph.less(x, 1)
    let safe = graph.choose(isZero, graph.scalar(1), else: x)
    let logarithm = graph.log(safe)
    let t = graph.subtract(logarithm, l)
    let excess = graph.multiply(x, excessOfExp(t, in: &graph))
    let least = leastLoss(safe, logarithm, in: &graph)
    return graph.choose(isZero, graph.exp(l), else: graph.add(excess, least))
  }

  /// exp(−t) − 1 + t; below |t| = ½, where it cancels, t² times its Taylor polynomial.
  private static func excessOfExp(_ t: Value, in graph: inout Graph) -> Value {
    let direct = graph.add(graph.add(graph.exp(graph.negative(t)), -1), t)
    let series = graph.polynomial(
      t, [-1 / 362_880, 1 / 40_320, -1 / 5040, 1 / 720, -1 / 120, 1 / 24, -1 / 6, 0.5])
    return graph.choose(
      graph.less(graph.magnitude(t), 0.5), graph.multiply(graph.square(t), series), else: direct)
  }

  /// log x! − x·log x + x of a whole number from 1: by Stirling's series from 3 on, and by its value for 1 and 2.
  private static func leastLoss(_ x: Value, _ logarithm: Value, in graph: inout Graph) -> Value {
    let inverse = graph.node("Reciprocal", [x])
    let q = graph.square(inverse)
    let series = graph.polynomial(q, [-1 / 1680, 1 / 1260, -1 / 360, 1 / 12])
    // ½·log 2π.
    let root = graph.add(graph.multiply(logarithm, 0.5), 0.918_938_5)
    let many = graph.add(graph.multiply(series, inverse), root)
    let two = graph.choose(graph.less(x, 2.5), graph.scalar(1.306_852_8), else: many)
    return graph.choose(graph.less(x, 1.5), graph.scalar(1), else: two)
  }
}
