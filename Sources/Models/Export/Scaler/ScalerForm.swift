import Datasets

/// A scaler in a graph: in double precision, as the tools have it, for columns that all have one rule or several.
struct ScalerForm {
  private let scaler: Scaler
  /// 1 in the columns of log(1 + x).
  private let isLogarithm: [Bool]

  init(_ scaler: Scaler) {
    self.scaler = scaler
    isLogarithm = scaler.columns.map { $0.scaling.rule.takesLogarithm }
  }

  private func row(_ number: (Scaler.Column) -> Double, _ graph: inout Graph) -> Value {
    graph.doubles(scaler.columns.map(number), [scaler.columns.count])
  }

  /// `changed` in the columns of log(1 + x), `value` in the others.
  private func inLogarithms(_ value: Value, _ changed: Value, _ graph: inout Graph) -> Value {
    if !isLogarithm.contains(false) { return changed }
    let columns = graph.truths(isLogarithm, [isLogarithm.count])
    return graph.choose(columns, changed, else: value)
  }

  private func logOnePlus(_ x: Value, _ graph: inout Graph) -> Value {
    graph.log(graph.add(x, graph.doubles([1], [])))
  }

  /// What a network reads, f32 `[rows, columns]`.
  ///
  /// - Parameter x: f64 `[rows, columns]`.
  func scaled(_ x: Value, in graph: inout Graph) -> Value {
    var f = x
    if isLogarithm.contains(true) { f = inLogarithms(x, logOnePlus(x, &graph), &graph) }
    let moved = graph.subtract(f, row(\.shift, &graph))
    return graph.cast(graph.divide(moved, row(\.scale, &graph)), to: .float)
  }

  /// What a decoder gives in the user's numbers, f64 `[rows, columns]`.
  ///
  /// - Parameter y: f32 `[rows, columns]`.
  func restored(_ y: Value, in graph: inout Graph) -> Value {
    let wide = graph.multiply(graph.cast(y, to: .double), row(\.scale, &graph))
    let f = graph.add(wide, row(\.shift, &graph))
    if !isLogarithm.contains(true) { return f }
    let one = graph.doubles([1], [])
    return inLogarithms(f, graph.subtract(graph.exp(f), one), &graph)
  }

  /// What a row's −log p(x) has beside that of the scaled numbers, f32 `[rows]`.
  func volume(_ x: Value, in graph: inout Graph) -> Value {
    let constant = graph.scalar(Float(scaler.logScales))
    if !isLogarithm.contains(true) { return constant }
    var terms = logOnePlus(x, &graph)
    if isLogarithm.contains(false) {
      let columns = graph.truths(isLogarithm, [isLogarithm.count])
      terms = graph.choose(columns, terms, else: graph.doubles([0], []))
    }
    return graph.add(graph.cast(graph.rowSums(terms), to: .float), constant)
  }
}
