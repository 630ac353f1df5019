import VAE

extension JointBottleneck: BottleneckForm {
  private func parts(_ outputs: Value, in graph: inout Graph) -> (Value, Value) {
    let border = normal.encoderOutputs
    return (graph.slice(outputs, 0..<border), graph.slice(outputs, border..<encoderOutputs))
  }

  func codes(_ outputs: Value, _ parameters: Parameters, in graph: inout Graph) -> LatentValues {
    let (numbers, logits) = parts(outputs, in: &graph)
    var codes = normal.codes(numbers, parameters, in: &graph)
    let categories = categorical.codes(logits, parameters, in: &graph)
    codes.z = graph.concatenate([codes.z, categories.z])
    codes.codes = categories.codes
    return codes
  }

  func divergence(
    _ outputs: Value, _ codes: LatentValues, _ parameters: Parameters, in graph: inout Graph
  ) -> Value? {
    let (numbers, logits) = parts(outputs, in: &graph)
    guard let first = normal.divergence(numbers, codes, parameters, in: &graph),
      let second = categorical.divergence(logits, codes, parameters, in: &graph)
    else { return nil }
    return graph.add(first, second)
  }
}
