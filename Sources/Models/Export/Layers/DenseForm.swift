import Networks

/// A dense layer: `Gemm`, and `nn.Linear`.
extension Dense.Plan: LayerForm {
  func nodes(_ input: Signal, _ name: String, _ parameters: Parameters, in graph: inout Graph)
    -> Signal
  {
    let (weight, bias) = (parameters["\(name).weight"], parameters["\(name).bias"])
    return Signal(
      graph.node(
        "Gemm",
        [
          graph.flat(input), graph.floats(weight.values, weight.shape, name: "\(name).weight"),
          graph.floats(bias.values, bias.shape, name: "\(name).bias"),
        ], [Attribute("transB", 1)]))
  }

  func axes(_ name: String) -> [String: [Int]] { [:] }
}
