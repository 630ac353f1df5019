import Glibc
import Kernels

extension LogCoshLikelihood: LikelihoodForm {
  static func mean(_ outputs: DecoderValues, in graph: inout Graph) -> Value {
    outputs.locations
  }

  /// log cosh(u)/a with u = a·(x − μ): |u| + log(1 + exp(−2|u|)) − log 2; below |u| = ½, where it cancels, the series
  /// u²/2 − u⁴/12 + u⁶/45 − 17u⁸/2520 + 31u¹⁰/14175 − 691u¹²/935550, which leaves less than 3e-8 of it.
  static func loss(_ outputs: DecoderValues, of x: Value, in graph: inout Graph) -> Value {
    let a = outputs.sharpness ?? 1
    let u = graph.magnitude(graph.multiply(graph.subtract(outputs.locations, x), a))
    let decay = graph.softplus(graph.multiply(u, -2))
    let direct = graph.add(graph.add(u, decay), -Float(M_LN2))
    let q = graph.square(u)
    let series = graph.multiply(
      graph.polynomial(q, [-691 / 935_550, 31 / 14_175, -17 / 2520, 1 / 45, -1 / 12, 0.5]), q)
    return graph.multiply(graph.choose(graph.less(u, 0.5), series, else: direct), 1 / a)
  }
}
