import Glibc
import VAE

extension CategoricalBottleneck: BottleneckForm {
  private func logits(_ outputs: Value, in graph: inout Graph) -> Value {
    graph.reshape(outputs, row: [variables, categories])
  }

  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    let probabilities = graph.node(
      "Softmax", [logits(outputs, in: &graph)], [Attribute("axis", -1)])
    let codes = graph.node(
      "ArgMax", [probabilities], [Attribute("axis", 2), Attribute("keepdims", 0)])
    let z = straightThrough ? graph.oneHot(codes, of: categories) : probabilities
    return LatentValues(z: graph.reshape(z, row: [width]), codes: codes)
  }

  /// Σ p (log p + log K).
  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? {
    let logs = graph.node("LogSoftmax", [logits(outputs, in: &graph)], [Attribute("axis", -1)])
    let terms = graph.multiply(graph.exp(logs), graph.add(logs, logf(Float(categories))))
    return graph.rowSums(graph.reshape(terms, row: [width]))
  }
}
