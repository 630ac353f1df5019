import VAE

extension TopKBottleneck: BottleneckForm {
  /// Of equal numbers the operator takes the first, as the bottleneck does.
  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    let largest = graph.nodes(
      "TopK", [outputs, graph.integers([kept])], [Attribute("axis", 1)], results: 2)
    let zeros = graph.node("ConstantOfShape", [graph.node("Shape", [outputs])])
    return LatentValues(
      z: graph.node(
        "ScatterElements", [zeros, largest[1], largest[0]], [Attribute("axis", 1)]))
  }

  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? { nil }
}
